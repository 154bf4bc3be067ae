import type { JsonObject } from '../spec/json.ts';
import type { MockResponse } from './mock-response.ts';

export function noScope(detail: string): MockResponse {
  return problem(501, 'This mock has no such scope', detail, 'no-such-scope');
}

/** An answer that no vendor gives, as problem JSON (RFC 9457). */
export function problem(status: number, title: string, detail: string, cause = 'mock'): MockResponse {
  return {
    status,
    headers: { 'content-type': 'application/problem+json', 'x-confab-cause': cause },
    body: JSON.stringify(problemBody(status, title, detail)),
    why: { cause, reason: detail },
  };
}

export function problemBody(status: number, title: string, detail: string): JsonObject {
  return { title, status, detail };
}
