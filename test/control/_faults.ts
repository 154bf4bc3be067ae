import { expect } from 'vitest';
import type { Fault } from '../../src/control/fault.ts';

/** A page of a list. */
export const PATH =
  '/gptbots/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=4102444800000&page=1&page_size=10';
export const headers = { authorization: 'Bearer app-any' };

/** What a client sees: a status and a body, or how its fetch failed. */
interface Seen {
  readonly status?: number;
  readonly type?: string | null;
  readonly fault?: string | null;
  readonly body?: string;
  readonly error?: string;
}

export async function look(fetching: Promise<Response>): Promise<Seen> {
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

/** Each fault, and what a client sees of it over a port. */
export const faultsOf = (right: string): readonly (readonly [name: string, fault: Fault, seen: object])[] => [
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

/** As `--fault` has it. */
export function toText(fault: Fault): string {
  const words = Object.entries(fault).map(([word, value]) =>
    typeof value === 'number' && word !== 'code' ? `${word} ${value}` : `${word}=${value}`,
  );
  return `gptbots: ${words.join(' ')}`;
}
