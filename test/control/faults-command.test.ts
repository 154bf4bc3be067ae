import { expect, test } from 'vitest';
import type { Fault } from '../../src/control/fault.ts';
import { createMock } from '../../src/index.ts';
import { serving } from '../cli/_serving.ts';
import { faultsOf, headers, look, PATH, toText } from './_faults.ts';

// In a file of its own: a process that only serves has other classes of responses, and keeps those that it has met first.
test('--fault, each for one call', async () => {
  const mock = await createMock({ vendors: ['gptbots'] });
  const right = await (await mock.fetch(mock.url() + PATH, { headers })).text();
  const counts = (fault: Fault) => Number(fault.fault === 'rate-limit');
  // A limit lets one call through, so it is the last.
  const all = faultsOf(right).toSorted(([, a], [, b]) => counts(a) - counts(b));
  const args = all.flatMap(([, fault], n) => ['--fault', `${toText(fault)} after ${n} x1`]);
  const { error } = console;
  const complaints: unknown[] = [];
  console.error = (...all) => complaints.push(all);
  await serving(['mock', 'gptbots', ...args], async (url) => {
    for (const [name, fault, expected] of all) {
      const ask = () => fetch(url + PATH, { headers, redirect: 'manual' });
      if (counts(fault)) expect((await ask()).status).toBe(200);
      expect(await look(ask()), name).toMatchObject(expected);
    }
  }).finally(() => (console.error = error));
  expect(complaints).toEqual([]);
});
