import { findReferences } from '../find-references.ts';
import { isObject, type Json, type JsonObject, setMember } from '../json.ts';
import { toPointer } from '../json-pointer.ts';
import type { MovedParts } from './moved-parts.ts';
import { upgradeSchema } from './older-schema.ts';
import { mapEach, membersOf, objectOf, textsOf, withExtensions } from './parts.ts';
import { type SwaggerReader, toOperationParts } from './swagger-operation.ts';
import { toParameter } from './swagger-parameter.ts';
import { toUpgradedResponse } from './swagger-response.ts';
import { toSecurityScheme } from './swagger-security.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];
/** Where the parts of a Swagger document that others refer to stand in OpenAPI 3. */
const SECTIONS = {
  '#/definitions/': '#/components/schemas/',
  '#/parameters/': '#/components/parameters/',
  '#/responses/': '#/components/responses/',
};

/** A Swagger 2.0 document as OpenAPI 3.1. */
export function fromSwagger(document: JsonObject, moved: MovedParts): JsonObject {
  const reader: SwaggerReader = { document, moved };
  const {
    swagger: _,
    host,
    basePath,
    schemes,
    consumes: _consumes,
    produces: _produces,
    definitions,
    parameters,
    responses,
    securityDefinitions,
    paths,
    ...rest
  } = document;
  const servers = toServers(host, basePath, schemes);
  const upgraded: JsonObject = {
    ...rest,
    openapi: '3.1.0',
    ...(servers.length > 0 && { servers }),
    paths: moved.put(
      mapEach(objectOf(paths), (item, path) => toPathItem(reader, item, path)),
      '/paths',
    ),
    components: toComponents(reader, { definitions, parameters, responses, securityDefinitions }),
  };
  for (const { holder, isExtension } of findReferences(upgraded, [], false))
    if (!isExtension) rename(holder, moved);
  moved.mend(upgraded);
  return upgraded;
}

function toServers(
  host: Json | undefined,
  basePath: Json | undefined,
  schemes: Json | undefined,
): JsonObject[] {
  const path = typeof basePath === 'string' ? basePath : '';
  if (typeof host !== 'string') return path === '' ? [] : [{ url: path }];
  const known = textsOf(schemes);
  return (known.length > 0 ? known : ['https']).map((scheme) => ({ url: `${scheme}://${host}${path}` }));
}

function toComponents(
  reader: SwaggerReader,
  parts: Readonly<
    Record<'definitions' | 'parameters' | 'responses' | 'securityDefinitions', Json | undefined>
  >,
): JsonObject {
  const { moved } = reader;
  const section = (
    name: keyof typeof parts,
    convert: (value: Json, key: string, at: string) => Json | undefined,
  ) =>
    moved.put(
      mapEach(objectOf(parts[name]), (value, key) => {
        const at = toPointer([name, key]);
        const converted = convert(value, key, at);
        return converted === undefined ? undefined : moved.put(converted, at);
      }),
      `/${name}`,
    );
  return {
    schemas: section('definitions', (schema, _, at) => upgradeSchema(schema, at, moved)),
    // Those of a body become a part of each operation, whose media types they have.
    parameters: section('parameters', (parameter, _, at) =>
      isObject(parameter) && !['body', 'formData'].includes(String(parameter.in))
        ? toParameter(parameter, at, moved)
        : undefined,
    ),
    responses: section('responses', (response, _, at) =>
      toUpgradedResponse(response, at, textsOf(reader.document.produces), moved),
    ),
    securitySchemes: section('securityDefinitions', (scheme) => toSecurityScheme(scheme)),
  };
}

function toPathItem(reader: SwaggerReader, item: Json, path: string): Json {
  const { moved, document } = reader;
  if (!isObject(item)) return item;
  const pointer = toPointer(['paths', path]);
  const shared = membersOf(item.parameters);
  const upgraded: JsonObject = { ...withExtensions(item) };
  if (typeof item.$ref === 'string') upgraded.$ref = item.$ref;
  const common = toOperationParts(reader, shared, `${pointer}/parameters`, document.consumes);
  if (common.parameters.length > 0)
    upgraded.parameters = moved.put(common.parameters, `${pointer}/parameters`);
  for (const method of METHODS) {
    const operation = item[method];
    if (operation === undefined) continue;
    setMember(upgraded, method, toOperation(reader, operation, `${pointer}/${method}`, shared, pointer));
  }
  return moved.put(upgraded, pointer);
}

function toOperation(
  reader: SwaggerReader,
  operation: Json,
  pointer: string,
  shared: readonly Json[],
  item: string,
): Json {
  if (!isObject(operation)) return operation;
  const { document, moved } = reader;
  const { consumes, produces, schemes, parameters, responses, ...rest } = operation;
  const types = consumes ?? document.consumes;
  const own = toOperationParts(reader, membersOf(parameters), `${pointer}/parameters`, types);
  const body = own.body ?? toOperationParts(reader, shared, `${item}/parameters`, types).body;
  const media = textsOf(produces ?? document.produces);
  const servers = toServers(document.host, document.basePath, schemes);
  return moved.put(
    {
      ...rest,
      ...(own.parameters.length > 0 && {
        parameters: moved.put(own.parameters, `${pointer}/parameters`),
      }),
      ...(body && { requestBody: body }),
      ...(schemes !== undefined && servers.length > 0 && { servers }),
      responses: moved.put(
        mapEach(objectOf(responses), (response, status) =>
          status.startsWith('x-')
            ? response
            : toUpgradedResponse(response, `${pointer}/responses${toPointer([status])}`, media, moved),
        ),
        `${pointer}/responses`,
      ),
    },
    pointer,
  );
}

function rename(holder: JsonObject, moved: MovedParts): void {
  const reference = String(holder.$ref);
  for (const [before, now] of Object.entries(SECTIONS))
    if (reference.startsWith(before)) holder.$ref = now + reference.slice(before.length);
  moved.refer(holder);
}
