import { isObject, type Json, type JsonObject } from '../json.ts';
import { pickOwn, withExtensions } from './parts.ts';

const FLOWS: Readonly<Record<string, string>> = {
  implicit: 'implicit',
  password: 'password',
  application: 'clientCredentials',
  accessCode: 'authorizationCode',
};

/** A security definition of Swagger 2.0 as a security scheme. */
export function toSecurityScheme(definition: Json): Json {
  if (!isObject(definition)) return definition;
  const shared: JsonObject = { ...pickOwn(definition, ['description']), ...withExtensions(definition) };
  if (definition.type === 'basic') return { ...shared, type: 'http', scheme: 'basic' };
  if (definition.type !== 'oauth2') return definition;
  const flow = FLOWS[String(definition.flow)] ?? 'implicit';
  return {
    ...shared,
    type: 'oauth2',
    flows: {
      [flow]: { ...pickOwn(definition, ['authorizationUrl', 'tokenUrl']), scopes: definition.scopes ?? {} },
    },
  };
}
