import { isObject, type JsonObject } from './json.ts';
import { objectAtPointer } from './json-pointer.ts';

/** What stands under `x-confab.credential` of a security scheme; see specs/x-confab.schema.json. */
export interface CredentialRules {
  readonly test?: string;
  readonly pattern?: string;
  readonly wellFormed?: string;
  readonly bare?: boolean;
  readonly jwt?: JwtRules;
}

interface JwtRules {
  readonly exp: 's' | 'ms';
  readonly id?: string;
  readonly secret?: string;
}

interface Hints {
  readonly 'x-confab'?: { readonly credential?: CredentialRules };
}

/** A security scheme of the spec, as far as authentication needs it. */
export type SecurityScheme = Hints &
  (
    | { readonly type: 'http'; readonly scheme: string }
    | { readonly type: 'apiKey'; readonly in: 'header' | 'query' | 'cookie'; readonly name: string }
    | { readonly type: 'oauth2' | 'openIdConnect' | 'mutualTLS' }
  );

/** Schemes of the type http whose credentials can be checked, in lower case. */
const HTTP_SCHEMES = ['bearer', 'basic', 'acs3-hmac-sha256'] as const;

/** Where a key can be read. */
const KEY_PLACES: readonly unknown[] = ['header', 'query', 'cookie'];

/** The security schemes of a document that say what they are, by name. Others are as if they were not declared. */
export function securitySchemesOf(document: JsonObject): Record<string, SecurityScheme> {
  const declared = Object.entries(objectAtPointer(document, '/components/securitySchemes'));
  return Object.fromEntries(
    declared.filter(([, scheme]) => isObject(scheme) && isWhole(scheme)),
  ) as unknown as Record<string, SecurityScheme>;
}

function isWhole({ type, scheme, in: place, name }: JsonObject): boolean {
  if (type === 'apiKey') return KEY_PLACES.includes(place) && typeof name === 'string' && name !== '';
  if (type === 'http') return typeof scheme === 'string';
  return type === 'oauth2' || type === 'openIdConnect' || type === 'mutualTLS';
}

export function isCheckable(scheme: SecurityScheme): boolean {
  if (scheme.type !== 'http') return scheme.type !== 'mutualTLS';
  return (HTTP_SCHEMES as readonly string[]).includes(scheme.scheme.toLowerCase());
}
