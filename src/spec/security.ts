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

export function isCheckable(scheme: SecurityScheme): boolean {
  if (scheme.type !== 'http') return scheme.type !== 'mutualTLS';
  return (HTTP_SCHEMES as readonly string[]).includes(String(scheme.scheme).toLowerCase());
}
