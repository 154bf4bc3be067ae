import { describe, expect, test } from 'vitest';
import { checkFault, type FaultCatalogue } from '../../src/control/check-fault.ts';
import type { Fault } from '../../src/control/fault.ts';
import { toFault } from '../../src/control/fault-text.ts';
import { createPlan } from '../../src/control/plan.ts';
import { readPrefer } from '../../src/control/prefer.ts';
import { loadDrifts } from '../../src/load-drifts.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import type { Operation, Spec } from '../../src/spec/spec.ts';

const specs = await loadSpecs({});
const catalogue: FaultCatalogue = { specs, drifts: async () => loadDrifts() };
const gptbots = specs.find(({ name }) => name === 'gptbots') as Spec;
const list = gptbots.operations.find((one) => one.list) as Operation;

/** Which of so many calls fire, by the number of the call. */
function calls(faults: readonly Fault[], values: readonly Record<string, string>[], clock = () => 0) {
  const plan = createPlan(faults, clock);
  const fired = values.map((given) => {
    const found = plan.next({ spec: gptbots, operation: list, has: () => true, read: (name) => given[name] });
    return found?.fault?.cause ?? found?.fault?.fault ?? (found ? `wait ${found.wait}` : '-');
  });
  return { fired, report: plan.report(), plan };
}

const five = Array.from({ length: 5 }, (_, n) => ({ page: String(n + 1) }));

describe('which calls get which fault', () => {
  test.each<[string, Fault[], string[]]>([
    ['all', [{ cause: 'gone' }], ['gone', 'gone', 'gone', 'gone', 'gone']],
    ['the next two', [{ cause: 'gone', times: 2 }], ['gone', 'gone', '-', '-', '-']],
    ['after three', [{ cause: 'gone', after: 3 }], ['-', '-', '-', 'gone', 'gone']],
    ['one after one', [{ cause: 'gone', after: 1, times: 1 }], ['-', 'gone', '-', '-', '-']],
    [
      'where the page is 2, as a number',
      [{ cause: 'gone', when: { page: 2 } }],
      ['-', 'gone', '-', '-', '-'],
    ],
    [
      'where the page is 2, as a text',
      [{ cause: 'gone', when: { page: '2' } }],
      ['-', 'gone', '-', '-', '-'],
    ],
    ['another field', [{ cause: 'gone', when: { page_size: 2 } }], ['-', '-', '-', '-', '-']],
    [
      'one after the other',
      [
        { cause: 'gone', times: 1 },
        { cause: 'internal', times: 1 },
      ],
      ['gone', 'internal', '-', '-', '-'],
    ],
    [
      'what another fault answers counts too',
      [
        { cause: 'gone', times: 1 },
        { cause: 'internal', after: 2 },
      ],
      ['gone', '-', 'internal', 'internal', 'internal'],
    ],
    ['another vendor', [{ cause: 'gone', operation: 'bigmodel' }], ['-', '-', '-', '-', '-']],
    ['by operation', [{ cause: 'gone', times: 1, operation: list.id }], ['gone', '-', '-', '-', '-']],
    ['by both', [{ cause: 'gone', times: 1, operation: `gptbots.${list.id}` }], ['gone', '-', '-', '-', '-']],
    [
      'a wait comes on top',
      [
        { wait: 1, times: 2 },
        { cause: 'gone', times: 1 },
      ],
      ['gone', 'wait 1', '-', '-', '-'],
    ],
    [
      'a limit of two',
      [{ fault: 'rate-limit', limit: 2 }],
      ['-', '-', 'rate-limit', 'rate-limit', 'rate-limit'],
    ],
  ])('%s', (_, faults, fired) => {
    expect(calls(faults, five).fired).toEqual(fired);
  });

  test('a limit counts anew in its next window, and says how long it takes', () => {
    let now = 0;
    const plan = createPlan([{ fault: 'rate-limit', limit: 1, window: 10 }], () => now);
    const call = { spec: gptbots, operation: list, has: () => true, read: () => undefined };
    const next = (at: number) => {
      now = at;
      return plan.next(call)?.retryAfter;
    };
    expect([next(0), next(1), next(9_999), next(10_000), next(10_001)]).toEqual([
      undefined,
      10,
      1,
      undefined,
      10,
    ]);
  });

  test('the plan says what fired, and what never did', () => {
    const { report, plan } = calls(
      [
        { cause: 'gone', times: 2 },
        { cause: 'internal', times: 1, when: { page: 9 } },
      ],
      five,
    );
    expect(report).toEqual([
      { cause: 'gone', times: 2, fired: 2, usedUp: true },
      { cause: 'internal', times: 1, when: { page: 9 }, fired: 0, usedUp: false },
    ]);
    plan.reset();
    expect(plan.report().map(({ fired }) => fired)).toEqual([0, 0]);
  });
});

describe('a fault as a text', () => {
  test.each<[string, Fault]>([
    ['rate-limited', { cause: 'rate-limited' }],
    ['gptbots: rate-limited x3', { operation: 'gptbots', cause: 'rate-limited', times: 3 }],
    ['example=agentDeleted after 2', { example: 'agentDeleted', after: 2 }],
    ['agentDeleted', { example: 'agentDeleted' }],
    ['reset-within when page=2', { fault: 'reset-within', when: { page: 2 } }],
    [
      `gptbots.${list.id}: code=429 x1 wait 0.5`,
      { operation: `gptbots.${list.id}`, code: 429, times: 1, wait: 0.5 },
    ],
    ['gptbots: wait 2', { operation: 'gptbots', wait: 2 }],
    ['wait 2', { wait: 2 }],
    ['429', { code: 429 }],
    ['rate-limit limit 5 window 1', { fault: 'rate-limit', limit: 5, window: 1 }],
    ['field-renamed', { drift: 'field-renamed' }],
    ['gone when page=1 when page_size=10', { cause: 'gone', when: { page: 1, page_size: 10 } }],
    ['gptbots:gone', { operation: 'gptbots', cause: 'gone' }],
    ['{"cause":"gone","when":{"page":2}}', { cause: 'gone', when: { page: 2 } }],
    ['  gptbots:   internal   x1 ', { operation: 'gptbots', cause: 'internal', times: 1 }],
  ])('%s', async (text, fault) => {
    expect(await toFault(text, catalogue)).toEqual(fault);
  });

  test.each<[string, RegExp]>([
    ['', /it says nothing; it is one of cause, example/],
    ['gptbots:', /it says nothing/],
    ['nope: rate-limited', /no operation "nope"; did you mean/],
    ['rate-limitd', /no cause, fault, drift or example "rate-limitd"; nearest: rate-limited/],
    ['gptbots: agentDeletd', /nearest: agentDeleted/],
    ['{"cause": ', /it is not JSON/],
    ['{"caus": "gone"}', /no word "caus"; nearest: cause/],
    ['cause=rate-limitd', /no cause "rate-limitd"; there is rate-limited/],
    ['rate-limited 3', /"3" cannot stand here; it is written \[operation:\]/],
    ['rate-limited x0', /times must be a whole number from 1 on, not 0/],
    ['rate-limited after', /behind after stands a number/],
    ['rate-limited wait soon', /behind wait stands a number/],
    ['rate-limited when page', /behind when stands a field and its value/],
    ['rate-limited when pge=1', /no request has a field "pge"; nearest: page/],
    ['rate-limit', /rate-limit needs limit/],
    ['code=abc', /no code "abc"; there is/],
    ['drift=field-renamd', /no drift "field-renamd"; there is field-renamed/],
  ])('"%s" is refused', async (text, message) => {
    await expect(toFault(text, catalogue)).rejects.toThrow(message);
  });
});

describe('a fault as an object', () => {
  test.each<[string, unknown, RegExp]>([
    ['a list', [], /must be an object, not \[\]/],
    ['nothing', null, /must be an object, not null/],
    ['an empty one', {}, /it says nothing/],
    ['two kinds', { cause: 'gone', code: 410 }, /it is cause and code; it can only be one/],
    ['a word that there is not', { caus: 'gone' }, /no word "caus"; nearest: cause/],
    ['a number for a cause', { cause: 429 }, /cause must be a text, not 429/],
    ['times as a text', { cause: 'gone', times: '3' }, /times must be a whole number from 1 on, not "3"/],
    ['after below zero', { cause: 'gone', after: -1 }, /after must be a whole number from 0 on/],
    ['a wait of zero', { wait: 0 }, /wait must be a number of seconds, more than 0/],
    ['a wait of a day', { wait: 86_400 }, /at most 3600/],
    ['when as a text', { cause: 'gone', when: 'page=2' }, /when must be an object of fields/],
    ['when without a field', { cause: 'gone', when: {} }, /when must be an object of fields/],
    ['limit without a rate limit', { cause: 'gone', limit: 3 }, /belong to fault: rate-limit only/],
    ['a fault that there is not', { fault: 'explode' }, /no fault "explode"; there is/],
    ['a code past the last', { code: 999 }, /no code 999/],
  ])('%s is refused', async (_, fault, message) => {
    await expect(checkFault(fault, catalogue)).rejects.toThrow(message);
  });
});

describe('a Prefer header', () => {
  test.each<[string, object | undefined]>([
    ['cause=rate-limited', { cause: 'rate-limited' }],
    ['code=429, wait=2', { code: 429, wait: 2 }],
    ['Code="429" ; foo=bar, Wait = 0.5', { code: 429, wait: 0.5 }],
    ['example="a \\"b\\", c"', { example: 'a "b", c' }],
    ['respond-async, wait=3', { wait: 3 }],
    ['code=429, code=500', { code: 429 }],
    ['respond-async', undefined],
    ['return=minimal; foo="some, cause=x"', undefined],
    ['', undefined],
    ['dynamic=true', undefined],
    ['wait=soon', { wait: 'soon' }],
    ['code', { code: '' }],
    [`${'"'.repeat(15_000)}`, undefined],
  ])('%s', (header, fault) => {
    expect(readPrefer(header)).toEqual(fault);
  });
});
