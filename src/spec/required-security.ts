import { isObject, type Json, member } from './json.ts';
import { toPointer } from './json-pointer.ts';
import type { Reader } from './reader.ts';
import { isCheckable, type SecurityScheme } from './security.ts';

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
  if (typeof scheme.$ref === 'string' || isCheckable(scheme as unknown as SecurityScheme)) return true;
  const kind = scheme.type === 'http' ? `http ${String(scheme.scheme)}` : String(scheme.type);
  warn(
    `the security scheme ${name} is of the type ${kind}, which is not checked; credentials are checked of: http bearer, http basic, http ACS3-HMAC-SHA256, apiKey, oauth2, openIdConnect`,
    source.at(toPointer(['components', 'securitySchemes', name])),
  );
  return false;
}
