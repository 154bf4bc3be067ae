import { randomUUID } from 'node:crypto';
import { givenToMock, knownToMock } from '../../src/auth/given.ts';
import { createBudget } from '../../src/contract/budget.ts';
import { CHECK_LIST } from '../../src/contract/checks.ts';
import type { IntermittentLevel } from '../../src/contract/intermittent.ts';
import { runSpec } from '../../src/contract/run.ts';
import type { Exchange, Header, WireRequest } from '../../src/http/exchange.ts';
import { createFetchSend } from '../../src/http/fetch-send.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import type { SpecResult } from '../../src/result/result.ts';
import { tinyFile } from '../_tiny.ts';

/** What an exchange becomes when something goes wrong on the way. */
type Fault = (exchange: Exchange) => Exchange;

const HTML = [['Content-Type', 'text/html']] as const;

export function status(code: number, headers: readonly Header[] = HTML, text = '<h1>Sorry</h1>'): Fault {
  return (exchange) => ({
    ...exchange,
    response: { status: code, headers, body: new Uint8Array(Buffer.from(text)), complete: true },
  });
}

function silence(why: 'reset' | 'timeout' | 'not-http'): Fault {
  return (exchange) => ({
    ...exchange,
    response: undefined,
    noAnswer: { why, message: `http://confab.localhost: ${why}` },
  });
}

function cut(more: object = {}): Fault {
  return ({ response, ...exchange }) => ({
    ...exchange,
    response: response && { ...response, body: response.body.subarray(0, 20), complete: false, ...more },
  });
}

/** Faults of transport by name: all that may pass. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  '502': status(502),
  '503': status(503),
  '504': status(504),
  'a reset': silence('reset'),
  'no answer': silence('timeout'),
  'an answer that is cut off': cut(),
  'an answer that does not end': cut({ unended: true }),
};

/** When a fault happens: by the number of the request, the first being 1, and by what it asks for. */
export type When = (number: number, request: WireRequest) => boolean;

/** Holds a right server against its document, over a connection where faults happen. */
export async function checkThrough(
  fault: Fault,
  when: When,
  options: {
    intermittent?: IntermittentLevel;
    only?: readonly string[];
    maxRequests?: number;
    live?: boolean;
    change?: (document: any) => void;
  } = {},
): Promise<SpecResult> {
  const { intermittent = 'warning', only, maxRequests, live = false, change } = options;
  const { mock, spec } = await serverOf(change);
  const send = createFetchSend(mock.fetch);
  let number = 0;
  return runSpec({
    spec,
    target: { name: 'a server', base: 'http://confab.localhost/tiny', send, live },
    ...givenToMock(spec),
    asserted: 'assumed',
    limits: { maxPages: 50, slow: 10_000 },
    checks: CHECK_LIST,
    wants: (name) => only === undefined || only.includes(name),
    send: async (request) => {
      number += 1;
      const isHit = when(number, request);
      const exchange = await send(request);
      return { ...exchange, ...(isHit ? fault(exchange) : {}), milliseconds: 1 };
    },
    now: Date.now,
    nonce: randomUUID,
    retry: { random: () => 0, backOff: 0 },
    intermittent,
    budget: createBudget(maxRequests),
  });
}

async function serverOf(change?: (document: any) => void) {
  const file = await tinyFile(change);
  const [spec] = (await createMock({ vendors: [file] })).specs;
  if (!spec) throw new Error('no spec');
  const keys = { [spec.name]: knownToMock(spec) };
  return { spec, mock: await createMock({ vendors: [file], rows: 30, keys, strictKeys: true }) };
}
