import { excerpt } from '../text/excerpt.ts';
import { isObject, type Json, type JsonObject, member } from './json.ts';
import { toPointer } from './json-pointer.ts';
import type { Reader } from './reader.ts';
import { isCheckable, type SecurityScheme, securitySchemesOf } from './security.ts';

/**
 * What an operation requires of credentials, as far as they can be checked: each requirement is a way in. Of a scheme
 * that is not declared, or of which no credential can be told from another, nothing is required.
 */
export function requiredSecurity(
  reader: Reader,
  { id, own, pointer }: { readonly id: string; readonly own: Json | undefined; readonly pointer: string },
): Record<string, string[]>[] {
  const written = own ?? reader.document.security;
  const at = own === undefined ? '/security' : `${pointer}/security`;
  return (Array.isArray(written) ? written : []).filter(isObject).map((requirement) => {
    const known = Object.entries(requirement).filter(([name]) => isKnown(reader, { id, name, at }));
    return Object.fromEntries(known) as Record<string, string[]>;
  });
}

/** Whether a parameter is the key of a scheme that is required: what the scheme says of it, no parameter says again. */
export function keysOf(
  { document }: Pick<Reader, 'document'>,
  security: readonly Readonly<Record<string, unknown>>[],
): (parameter: { readonly in: string; readonly name: string }) => boolean {
  const schemes = securitySchemesOf(document);
  const keys = security
    .flatMap(Object.keys)
    .map((name) => schemes[name])
    .filter((scheme) => scheme?.type === 'apiKey');
  const plain = (place: string, name: string) => (place === 'header' ? name.toLowerCase() : name);
  return ({ in: place, name }) =>
    keys.some((key) => key.in === place && plain(place, key.name) === plain(place, name));
}

function isKnown(
  { document, source, warn }: Reader,
  { id, name, at }: Readonly<Record<'id' | 'name' | 'at', string>>,
): boolean {
  const schemes = member(document.components, 'securitySchemes');
  const scheme = member(schemes, name);
  if (!isObject(scheme)) {
    const declared = Object.keys(isObject(schemes) ? schemes : {}).join(', ') || 'none';
    warn(
      `${id} requires the security scheme ${name}, which is not declared; declared: ${declared}. It is not checked`,
      source.at(at),
    );
    return false;
  }
  const whole = securitySchemesOf(document);
  if (Object.hasOwn(whole, name) && isCheckable(whole[name] as SecurityScheme)) return true;
  warn(
    `the security scheme ${name} is ${describe(scheme)}, which is not checked; credentials are checked of: http bearer, http basic, http ACS3-HMAC-SHA256, apiKey, oauth2, openIdConnect`,
    source.at(toPointer(['components', 'securitySchemes', name])),
  );
  return false;
}

function describe({ type, scheme, in: place, name }: JsonObject): string {
  if (type === 'http') return `of the type http ${asText(scheme)}`;
  if (type === 'apiKey') return `a key in ${asText(place)} with the name ${asText(name)}`;
  return `of the type ${asText(type)}`;
}

function asText(value: Json | undefined): string {
  return excerpt(typeof value === 'string' ? value : String(JSON.stringify(value)), 80);
}
