import { describe, expect, test } from 'vitest';
import type { Fault } from '../../src/control/fault.ts';
import { createMock } from '../../src/index.ts';
import { some } from '../_some.ts';
import { control } from './_control.ts';
import { faultsOf, headers, look, PATH, toText } from './_faults.ts';

const mock = await createMock();
const FAULTS = faultsOf(await (await mock.fetch(mock.url() + PATH, { headers })).text());

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

function inScope(name: string): (origin: string) => Promise<Response> {
  return (origin) =>
    (origin === '' ? mock.fetch : fetch)(`${origin || mock.url()}/~${name}${PATH}`, {
      headers,
      redirect: 'manual',
    });
}

describe.each(some(Object.keys(WAYS), 4))('%s', (way) => {
  test.each(some(FAULTS, 4))('%s', async (_, fault, expected) => {
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

const listening = await mock.listen();
