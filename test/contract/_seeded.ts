import { type CheckOptions, checkContract } from '../../src/check-contract.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import type { SpecResult } from '../../src/result/result.ts';

/** Sends a request to the correct server. */
export type Serve = (request: Request) => Promise<Response>;
/** A server that breaks its contract: answers a request, with the correct server at hand. */
export type Violation = (request: Request, serve: Serve) => Promise<Response> | Response;

const mocks = new Map<string, ReturnType<typeof createMock>>();

/** Checks a correct server with a violation seeded into it. */
export async function checkSeeded(
  vendor: string,
  violation: Violation,
  options: Omit<CheckOptions, 'vendors' | 'fetch'> = {},
): Promise<SpecResult> {
  const { profiles = [] } = options;
  const key = [vendor, ...profiles].join(' ');
  const made = mocks.get(key) ?? createMock({ vendors: [vendor], profiles, strictKeys: true });
  mocks.set(key, made);
  const mock = await made;
  const serve: Serve = (request) => mock.fetch(request);
  const result = await checkContract({
    ...options,
    vendors: [vendor],
    fetch: async (request) => violation(request, serve),
  });
  return result.specs[0] as SpecResult;
}

/** The names of the checks that found something, each once, in alphabetical order. */
export function found({ findings }: SpecResult): string[] {
  return [...new Set(findings.map(({ check }) => check))].sort();
}

export const correct: Violation = (request, serve) => serve(request);

/** The request with another URL, headers or body. */
export async function changed(
  request: Request,
  change: {
    query?: (query: URLSearchParams) => void;
    headers?: Record<string, string>;
    body?: (text: string) => string;
  },
): Promise<Request> {
  const url = new URL(request.url);
  change.query?.(url.searchParams);
  const headers = new Headers(request.headers);
  for (const [name, value] of Object.entries(change.headers ?? {})) headers.set(name, value);
  const text = await request.clone().text();
  const body = change.body ? change.body(text) : text;
  return new Request(url, {
    method: request.method,
    headers,
    ...(request.method !== 'GET' && { body }),
  });
}

/** The answer with another status or JSON body. */
export async function answered(
  response: Response,
  change: { status?: number; json?: (json: any) => unknown; headers?: Record<string, string> },
): Promise<Response> {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(change.headers ?? {})) headers.set(name, value);
  const text = await response.text();
  return new Response(change.json ? JSON.stringify(change.json(JSON.parse(text))) : text, {
    status: change.status ?? response.status,
    headers,
  });
}
