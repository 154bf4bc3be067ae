import { describe, expect, test } from 'vitest';
import type { Fault } from '../../src/control/fault.ts';
import { createMock } from '../../src/index.ts';
import { serving } from '../cli/_serving.ts';
import { control } from './_control.ts';

const mock = await createMock();
const PATH =
  '/gptbots/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=4102444800000&page=1&page_size=10';
const headers = { authorization: 'Bearer app-any' };
const right = await (await mock.fetch(mock.url() + PATH, { headers })).text();

/** What a client sees: a status and a body, or how its fetch failed. */
interface Seen {
  readonly status?: number;
  readonly type?: string | null;
  readonly fault?: string | null;
  readonly body?: string;
  readonly error?: string;
}

async function look(fetching: Promise<Response>): Promise<Seen> {
  try {
    const response = await fetching;
    const seen = {
      status: response.status,
      type: response.headers.get('content-type'),
      fault: response.headers.get('x-confab-fault'),
    };
    try {
      return { ...seen, body: await response.text() };
    } catch (error) {
      return { ...seen, error: reasonOf(error) };
    }
  } catch (error) {
    return { error: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Error & { cause?: { code?: string } };
  return `${name}: ${message} ${cause?.code ?? ''}`.trim();
}

/** Each fault, what a client sees of it over a port. */
const FAULTS: readonly (readonly [name: string, fault: Fault, seen: object])[] = [
  ['a cause', { cause: 'rate-limited' }, { status: 429, fault: 'cause=rate-limited' }],
  ['a cause that is about something else', { cause: 'internal' }, { status: 500, fault: 'cause=internal' }],
  ['an example', { example: 'agentDeleted' }, { fault: 'example=agentDeleted' }],
  ['a status', { code: 400 }, { status: 400, fault: 'code=400' }],
  ['latency', { wait: 0.01 }, { status: 200, body: right, fault: 'wait=0.01' }],
  ['latency before a cause', { cause: 'internal', wait: 0.01 }, { status: 500, fault: 'cause=internal' }],
  ['a stall that ends', { fault: 'stall', wait: 0.05 }, { status: 200, body: right, fault: 'fault=stall' }],
  ['a slow body', { fault: 'slow-body', wait: 0.05 }, { status: 200, body: right, fault: 'fault=slow-body' }],
  [
    'a reset',
    { fault: 'reset' },
    { error: expect.stringMatching(/^TypeError: fetch failed.*(ECONNRESET|UND_ERR_SOCKET)/) },
  ],
  [
    'a reset in the middle',
    { fault: 'reset-within' },
    { status: 200, error: expect.stringMatching(/^TypeError: /) },
  ],
  ['a reset afterwards', { fault: 'reset-after' }, { status: 200, body: right }],
  [
    'half of the JSON',
    { fault: 'truncated' },
    { status: 200, body: expect.stringMatching(/^\{"list":.*[^}]$/s), fault: 'fault=truncated' },
  ],
  [
    'a wrong content type',
    { fault: 'wrong-content-type' },
    { status: 200, type: 'text/plain; charset=utf-8', body: right },
  ],
  [
    "a gateway's page",
    { fault: 'gateway-html' },
    { status: 502, type: 'text/html', body: expect.stringMatching(/Bad Gateway/) },
  ],
  ['a redirect', { fault: 'redirect' }, { status: 302, fault: 'fault=redirect' }],
  [
    'a limit that is used up',
    { fault: 'rate-limit', limit: 1, window: 60 },
    { status: 429, fault: 'fault=rate-limit' },
  ],
  ['drift', { drift: 'field-renamed' }, { status: 200, fault: 'drift=field-renamed' }],
];

/** Ways to say the same. Each gives a fetch of the path under that fault. */
const WAYS: Readonly<Record<string, (fault: Fault) => Promise<(origin: string) => Promise<Response>>>> = {
  async Prefer(fault) {
    const prefer = Object.entries(fault)
      .map(([word, value]) => `${word}=${value}`)
      .join(', ');
    return (origin) =>
      (origin === '' ? mock.fetch : fetch)((origin || mock.url()) + PATH, {
        headers: { ...headers, prefer },
        redirect: 'manual',
      });
  },
  async 'a plan over HTTP'(fault) {
    const scope = mock.scope();
    const set = await control(mock, 'setPlan', 'PUT', `/scopes/${scope.name}/plan`, { faults: [fault] });
    expect(set.status).toBe(200);
    return inScope(scope.name);
  },
  async 'a plan in-process'(fault) {
    const scope = mock.scope();
    await scope.plan([fault]);
    return inScope(scope.name);
  },
  async 'a text in a plan'(fault) {
    const scope = mock.scope();
    await scope.plan([toText(fault)]);
    return inScope(scope.name);
  },
};

/** As `--fault` has it. */
function toText(fault: Fault): string {
  const words = Object.entries(fault).map(([word, value]) =>
    typeof value === 'number' && word !== 'code' ? `${word} ${value}` : `${word}=${value}`,
  );
  return `gptbots: ${words.join(' ')}`;
}

function inScope(name: string): (origin: string) => Promise<Response> {
  return (origin) =>
    (origin === '' ? mock.fetch : fetch)(`${origin || mock.url()}/~${name}${PATH}`, {
      headers,
      redirect: 'manual',
    });
}

describe.each(Object.keys(WAYS))('%s', (way) => {
  test.each(FAULTS)('%s', async (_, fault, expected) => {
    // A preference has no memory, so there is nothing that it could count.
    const counts = fault.fault === 'rate-limit';
    if (counts && way === 'Prefer') return;
    const { url } = listening;
    for (const origin of ['', url]) {
      const ask = await (WAYS[way] as (fault: Fault) => Promise<(origin: string) => Promise<Response>>)(
        fault,
      );
      if (counts) expect((await ask(origin)).status).toBe(200);
      expect(await look(ask(origin))).toMatchObject(expected);
    }
  });
});

test('--fault, each for one call', async () => {
  const counts = (fault: Fault) => Number(fault.fault === 'rate-limit');
  // A limit lets one call through, so it is the last.
  const all = FAULTS.toSorted(([, a], [, b]) => counts(a) - counts(b));
  const args = all.flatMap(([, fault], n) => ['--fault', `${toText(fault)} after ${n} x1`]);
  await serving(['mock', 'gptbots', ...args], async (url) => {
    for (const [name, fault, expected] of all) {
      const ask = () => fetch(url + PATH, { headers, redirect: 'manual' });
      if (counts(fault)) expect((await ask()).status).toBe(200);
      expect(await look(ask()), name).toMatchObject(expected);
    }
  });
});

const listening = await mock.listen();
