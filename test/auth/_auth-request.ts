import type { AuthOutcome, AuthRequest } from '../../src/auth/types.ts';

/** A GET as an authenticator reads it; undefined leaves a header out. */
export function request(
  headers: Readonly<Record<string, string | undefined>> = {},
  more: Partial<AuthRequest> = {},
): AuthRequest {
  const sent = new Headers(
    Object.entries(headers).filter((one): one is [string, string] => one[1] !== undefined),
  );
  return {
    method: 'GET',
    paths: ['/'],
    query: '',
    header: (name) => sent.get(name) ?? undefined,
    headerNames: () => sent.keys(),
    body: '',
    ...more,
  };
}

/** With the Authorization header alone. */
export function authorized(authorization: string | undefined): AuthRequest {
  return request({ authorization });
}

/** A short form for tables: the principal, or the cause of the refusal. */
export async function outcomeOf(outcome: AuthOutcome | Promise<AuthOutcome>): Promise<string> {
  const settled = await outcome;
  return settled.ok ? `ok ${settled.principal}` : settled.cause;
}
