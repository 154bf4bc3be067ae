import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { NotAllowed } from './not-allowed.ts';
import type { Unreadable } from './unreadable.ts';

/** Why a request does not reach what is served. */
export type TurnedAway = NotAllowed | Unreadable;

/** Answers with problem JSON (RFC 9457) that cannot be taken for a vendor's. */
export function turnAway(outgoing: ServerResponse, why: TurnedAway): void {
  const { headers, body } = toProblem(why);
  outgoing.writeHead(why.status, headers);
  outgoing.end(outgoing.req.method === 'HEAD' ? undefined : body);
}

/** The same as text, where Node made no response, as it could not read the request. */
export function toResponseText(why: TurnedAway): string {
  const { headers, body } = toProblem(why);
  const lines = Object.entries({ ...headers, connection: 'close' });
  return [
    `HTTP/1.1 ${why.status} ${STATUS_CODES[why.status]}`,
    ...lines.map(([name, value]) => `${name}: ${value}`),
    '',
    body,
  ].join('\r\n');
}

function toProblem({ status, cause, title, detail }: TurnedAway) {
  const body = JSON.stringify({ title, status, detail });
  const headers = {
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    'x-confab-cause': cause,
  };
  return { headers, body };
}
