import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';
import type { Mock } from '../../src/mock/mock.ts';
import { toExampleRequest } from '../../src/spec/example-request.ts';
import { some } from '../_some.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const HOW: readonly { name: string; use: (mock: Mock) => Promise<unknown> }[] = [
  { name: 'never asked', use: async () => {} },
  { name: 'asked in-process', use: (mock) => askAll(mock, (request) => mock.fetch(request)) },
  {
    name: 'listening',
    use: async (mock) => {
      await mock.listen();
      await askAll(mock, fetch);
    },
  },
];

test.each(some(HOW, 4))('a closed mock leaves nothing behind: $name', async ({ use }) => {
  const parts: WeakRef<object>[] = [];
  for (let n = 0; n < 5; n += 1) parts.push(...(await closed(use)));
  // What a socket or a promise still holds is let go within a few turns of the event loop.
  for (let turn = 0; turn < 50 && parts.some((one) => one.deref()); turn += 1) {
    await setImmediate();
    collect();
  }
  expect(parts.filter((one) => one.deref() !== undefined)).toHaveLength(0);
});

/**
 * The mock, and what its authenticators and its rows hold. In a function of its own, so that nothing of them stays
 * on the stack of the test.
 */
async function closed(use: (mock: Mock) => Promise<unknown>): Promise<WeakRef<object>[]> {
  const clock = () => 0;
  const rows: never[] = [];
  const mock = await createMock({ clock, rows: { gptbots: rows } });
  await use(mock);
  await mock.close();
  return [new WeakRef(mock), new WeakRef(clock), new WeakRef(rows)];
}

async function askAll(mock: Mock, ask: (request: Request) => Promise<Response>): Promise<void> {
  for (const spec of mock.specs)
    for (const operation of spec.operations) {
      const { method, target, headers, body } = toExampleRequest(spec, operation);
      const response = await ask(
        new Request(mock.url(spec.name) + target, {
          method,
          headers: { ...headers, authorization: 'Bearer app-of-nobody-in-particular' },
          ...(body !== undefined && { body }),
        }),
      );
      await response.arrayBuffer();
    }
}
