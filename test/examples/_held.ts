import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { givenToMock } from '../../src/auth/given.ts';
import { CHECK_LIST } from '../../src/contract/checks.ts';
import { runSpec } from '../../src/contract/run.ts';
import { createFetchSend } from '../../src/http/fetch-send.ts';
import type { SpecResult } from '../../src/result/result.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import type { Spec } from '../../src/spec/spec.ts';
import type { Answer, Call } from '../contract/_true.ts';

export const known = new Map<string, Promise<Spec>>();

export function pathOf(name: string): string {
  return fileURLToPath(new URL(`../../examples/${name}.yaml`, import.meta.url));
}

/** A document of examples/, loaded once. */
export function specOf(name: string): Promise<Spec> {
  const found = known.get(name) ?? loadSpecs({ vendors: [pathOf(name)] }).then(([spec]) => spec as Spec);
  known.set(name, found);
  return found;
}

/** What the contract says of a server of a document, all statements asserted. */
export async function held(
  name: string,
  serve: (call: Call) => Answer,
  { live = false, only }: { live?: boolean; only?: readonly string[] } = {},
): Promise<SpecResult> {
  const spec = await specOf(name);
  const [base = ''] = spec.operations[0]?.bases ?? [];
  const send = createFetchSend(async (request) => toResponse(serve(toCall(request, base))));
  return runSpec({
    spec,
    target: { name: 'a server', base: 'http://confab.localhost', send, live },
    ...givenToMock(spec),
    asserted: 'assumed',
    limits: { maxPages: 50, slow: 10_000 },
    checks: CHECK_LIST,
    wants: (check) => only?.includes(check) ?? true,
    send,
    now: Date.now,
    nonce: randomUUID,
    retry: { backOff: 0 },
  });
}

/** The findings that a user would see, with what came. */
export function alarms({ findings, stopped }: SpecResult): string[] {
  return [
    ...(stopped ? [`stopped: ${stopped.message}`] : []),
    ...findings
      .filter(({ level }) => level !== 'info')
      .map(({ check, title, expected, actual }) => `${check}: ${title} (${expected}; ${actual})`),
  ];
}

function toCall(request: Request, base: string): Call {
  const { pathname, searchParams } = new URL(request.url);
  const path = decodeURIComponent(pathname);
  return {
    path: path.startsWith(base) ? path.slice(base.length) : path,
    query: searchParams,
    headers: request.headers,
    body: undefined,
  };
}

function toResponse({ status = 200, json, headers = {} }: Answer): Response {
  return Response.json(json, { status, headers: { ...headers } });
}
