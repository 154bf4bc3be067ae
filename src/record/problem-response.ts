import type { WireResponse } from '../http/exchange.ts';

/** Says in `x-confab-cause` why the response does not come from the vendor. */
type OwnCause =
  | 'no-such-operation'
  | 'preflight-unknown'
  | 'not-safe'
  | 'no-such-recording'
  | 'no-such-example'
  | 'used-up'
  | 'expired'
  | 'request-too-long'
  | 'upstream'
  | 'recorder';

/** A response of the playback itself, with the problem that it states. */
export interface ProblemResponse {
  readonly response: WireResponse;
  readonly problem: { readonly title: string; readonly detail: string };
}

/** Makes a response with problem JSON (RFC 9457) that says what to do. */
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
