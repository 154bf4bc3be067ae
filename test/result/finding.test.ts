import { describe, expect, test } from 'vitest';
import { generalPointer, levelOf, toFindings } from '../../src/result/finding.ts';
import type { Observation } from '../../src/result/observation.ts';
import type { Grade } from '../../src/spec/grade.ts';
import type { Evidence, Operation, Spec } from '../../src/spec/spec.ts';
import { EXCHANGE } from './_results.ts';

const SPEC = {
  name: 'tiny',
  file: 'tiny.yaml',
  at: (pointer: string) => ({ file: 'tiny.yaml', line: pointer.length, pointer }),
} as unknown as Spec;
const OPERATION = { id: 'listNotes' } as Operation;

function observation(part: Partial<Observation> = {}): Observation {
  return {
    check: 'schema',
    title: 'a title',
    expected: 'this',
    actual: 'that',
    pointer: '/notes/0/title',
    source: '/components/schemas/Note',
    evidence: evidence('documented'),
    exchange: EXCHANGE,
    ...part,
  };
}

function evidence(grade: Grade, reason = ''): Evidence {
  return { grade, reason };
}

const found = (observations: readonly Observation[], asserted: Grade = 'documented') =>
  toFindings(SPEC, OPERATION, observations, asserted);

describe('what an observation weighs', () => {
  test.each([
    ['documented', 'documented', undefined, 'error'],
    ['observed', 'documented', undefined, 'warning'],
    ['assumed', 'documented', undefined, 'info'],
    ['observed', 'observed', undefined, 'error'],
    ['assumed', 'observed', undefined, 'info'],
    ['assumed', 'assumed', undefined, 'error'],
    ['documented', 'documented', true, 'info'],
    ['observed', 'documented', true, undefined],
  ] as const)('%s, where %s is asserted, info %s: %s', (grade, asserted, info, level) => {
    const one = observation({ evidence: evidence(grade), ...(info && { info }) });
    expect(levelOf(one, asserted)).toBe(level);
  });
});

test.each([
  ['/notes/0/title', '/notes/*/title'],
  ['/notes/12', '/notes/*'],
  ['/notes/0/tags/3', '/notes/*/tags/*'],
  ['/2fa/v1', '/2fa/v1'],
  ['', ''],
])('%j in general is %j', (pointer, general) => {
  expect(generalPointer(pointer)).toBe(general);
});

describe('observations become findings', () => {
  test('the same cause is one finding with a count, shown as it was seen first', () => {
    const rows = [0, 1, 2].map((row) =>
      observation({ pointer: `/notes/${row}/title`, actual: `row ${row}` }),
    );
    expect(found(rows).map(({ count, pointer, actual }) => ({ count, pointer, actual }))).toEqual([
      { count: 3, pointer: '/notes/0/title', actual: 'row 0' },
    ]);
  });

  test.each([
    ['check', { check: 'time' }],
    ['title', { title: 'another title' }],
    ['place', { pointer: '/total' }],
    ['statement', { source: '/components/schemas/Other' }],
  ] as const)('another %s is another finding', (_, part) => {
    expect(found([observation(), observation(part)])).toHaveLength(2);
  });

  test('of one cause the strongest level counts, whichever came first', () => {
    const weak = observation({ evidence: evidence('observed', 'a capture'), actual: 'weak' });
    const strong = observation({ actual: 'strong' });
    for (const order of [
      [weak, strong],
      [strong, weak],
    ])
      expect(found(order)).toMatchObject([
        {
          level: 'error',
          grade: 'documented',
          actual: 'strong',
          count: 2,
          source: { evidence: 'documented' },
        },
      ]);
  });

  test('what breaks only an assumption is shown as that, and never hides what breaks more', () => {
    const assumed = observation({ evidence: evidence('assumed') });
    expect(found([assumed])).toMatchObject([{ count: 1, level: 'info', grade: 'assumed' }]);
    expect(found([assumed, observation()])).toMatchObject([{ count: 2, level: 'error' }]);
  });

  test('ledger entries and exchanges of all of them are kept', () => {
    const other = { ...EXCHANGE };
    const [one] = found([
      observation({ entries: ['parameter:query/page'] }),
      observation({ entries: ['parameter:query/size', 'parameter:query/page'], exchange: other }),
      observation({ exchange: other }),
    ]);
    expect(one?.entries).toEqual(['parameter:query/page', 'parameter:query/size']);
    expect(one?.exchange).toBe(EXCHANGE);
    expect(one?.further).toEqual([other]);
  });

  test('the statement is named with its line and on what evidence it stands', () => {
    const [one] = found([observation({ evidence: evidence('observed', 'a captured page') })]);
    expect(one?.source).toEqual({
      file: 'tiny.yaml',
      line: 24,
      pointer: '/components/schemas/Note',
      evidence: 'observed: a captured page',
    });
  });
});
