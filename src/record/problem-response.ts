import type { WireResponse } from '../http/exchange.ts';

/** Why we answer ourselves, in `x-confab-cause`: nobody may take it for the vendor. */
type OwnCause =
  | 'no-such-operation'
  | 'not-safe'
  | 'no-such-recording'
  | 'used-up'
  | 'expired'
  | 'upstream'
  | 'recorder';

/** An answer of ours with what it says. */
export interface ProblemResponse {
  readonly response: WireResponse;
  readonly problem: { readonly title: string; readonly detail: string };
}

/** An answer of ours: problem JSON (RFC 9457) that says what to do. */
export function problemResponse(
  status: number,
  cause: OwnCause,
  title: string,
  detail: string,
  more: Readonly<Record<string, unknown>> = {},
): ProblemResponse {
  const body = new TextEncoder().encode(JSON.stringify({ title, status, detail, ...more }));
  const response: WireResponse = {
    status,
    headers: [
      ['content-type', 'application/problem+json'],
      ['content-length', String(body.length)],
      ['x-confab-cause', cause],
    ],
    body,
    complete: true,
  };
  return { response, problem: { title, detail } };
}
