import type { ServedExchange } from '../../src/control/served-exchange.ts';

let n = 0;

/** An exchange as a server keeps it; what is not given is of no interest. */
export function served(given: Partial<ServedExchange> = {}): ServedExchange {
  n += 1;
  return {
    n,
    at: Date.UTC(2026, 2, 20, 8, 0, 0),
    ms: 1.25,
    scope: 'default',
    method: 'GET',
    target: '/pets',
    headers: [],
    body: '',
    response: {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from('{"ok":true}'),
    },
    why: {},
    hints: [],
    ...given,
  };
}
