import { describe, expect, test } from 'vitest';
import { toComparison } from '../../src/report/comparison.ts';
import { comparisonSentence } from '../../src/report/comparison-tables.ts';
import { compareResults, partingsOf } from '../../src/result/compare.ts';
import { joinResults } from '../../src/result/join-results.ts';
import type { SpecResult } from '../../src/result/result.ts';
import { summary } from '../../src/result/summary.ts';
import { exitCodeOf } from '../../src/result/verdict.ts';
import { applyWaivers } from '../../src/result/waivers.ts';
import { entry, finding, result } from './_results.ts';

const HOLDS = entry('listNotes check:total checked');
const FAILS = entry('listNotes check:total failed');
const WAIVED = entry('listNotes check:total waived');
const SKIPPED = entry('listNotes check:total skipped', { reason: 'no-rows' });
const MOVING = entry('listNotes check:total inconclusive', { reason: 'moving' });

const mock = (part: Partial<SpecResult> = {}) => result({ ...part });
const real = (part: Partial<SpecResult> = {}) => result({ target: 'https://tiny.example', ...part });

test.each([
  ['both hold', HOLDS, HOLDS, 'same'],
  ['both are broken', FAILS, FAILS, 'same'],
  ['one is broken', HOLDS, FAILS, 'parts'],
  ['the other one is broken', FAILS, HOLDS, 'parts'],
  ['a waived fault is a fault', HOLDS, WAIVED, 'parts'],
  ['waived on one side, broken on the other', WAIVED, FAILS, 'same'],
  ['not checked on the right', HOLDS, SKIPPED, 'left'],
  ['not checked on the left', SKIPPED, FAILS, 'right'],
  ['not to be told on the right', HOLDS, MOVING, 'left'],
  ['not in the document of the left', undefined, HOLDS, 'right'],
  ['not in the document of the right', FAILS, undefined, 'left'],
  ['checked on neither', SKIPPED, MOVING, 'neither'],
])('an entry: %s', (_, left, right, outcome) => {
  const comparison = compareResults(
    mock({ ledger: left ? [left] : [] }),
    real({ ledger: right ? [right] : [] }),
  );
  const [one, ...more] = comparison.vendors[0]?.operations[0]?.entries ?? [];
  expect(more).toEqual([]);
  expect(one).toMatchObject({ kind: 'check', name: 'total', outcome });
  expect(one?.sides).toEqual([left, right]);
});

describe('findings', () => {
  const total = finding({ check: 'total', title: 'the total is wrong', pointer: '/total' });

  test.each([
    [
      'on both sides, with other values',
      [total],
      [{ ...total, actual: '7', count: 3 }],
      HOLDS,
      [true, true],
      true,
    ],
    [
      'of another row',
      [finding({ pointer: '/notes/0/id' })],
      [finding({ pointer: '/notes/4/id' })],
      HOLDS,
      [true, true],
      true,
    ],
    ['only on the left, the right holds', [total], [], HOLDS, [true, false], true],
    ['only on the left, the right was not asked', [total], [], SKIPPED, [true, false], false],
    ['only on the right', [], [total], FAILS, [false, true], true],
  ] as const)('%s', (_, left, right, entryOfRight, has, isCompared) => {
    const { vendors } = compareResults(
      mock({ findings: left, ledger: [HOLDS] }),
      real({ findings: right, ledger: [entryOfRight, entry('listNotes check:schema checked')] }),
    );
    const found = vendors[0]?.operations[0]?.findings;
    expect(found?.map(({ sides }) => sides.map((one) => one !== undefined))).toEqual([has]);
    expect(found?.map((one) => one.isCompared)).toEqual([isCompared]);
  });

  test('a waived one is compared as well', () => {
    const waiver = { check: 'total', pointer: undefined, vendor: undefined, operation: undefined } as const;
    const waived = applyWaivers(
      mock({ findings: [total], ledger: [FAILS] }),
      [{ ...waiver, reason: 'known', expires: '2027-01-01', file: 'w.yaml', line: 1 }],
      '2026-01-01',
    );
    const { vendors } = compareResults(waived, real({ findings: [total], ledger: [FAILS] }));
    expect(vendors[0]?.operations[0]?.findings[0]?.sides).toEqual([total, total]);
  });
});

test('vendors and operations of either side', () => {
  const { vendors } = compareResults(
    result({ vendor: 'a', operations: ['one'] }, { vendor: 'b' }),
    result({ vendor: 'c' }, { vendor: 'a', operations: ['two', 'one'] }),
  );
  expect(vendors.map(({ vendor, sides }) => [vendor, ...sides.map((side) => side?.verdict)])).toEqual([
    ['a', 'holds', 'holds'],
    ['b', 'holds', undefined],
    ['c', undefined, 'holds'],
  ]);
  expect(vendors[0]?.operations.map(({ operation }) => operation)).toEqual(['one', 'two']);
});

test.each([
  ['two targets', mock(), real(), ['the mock', 'https://tiny.example']],
  [
    'the same at two times',
    mock(),
    { ...mock(), at: 86_400_000 },
    ['the mock, 1970-01-01 00:00 UTC', 'the mock, 1970-01-02 00:00 UTC'],
  ],
  [
    'the same at once',
    mock(),
    mock(),
    ['the mock, 1970-01-01 00:00 UTC (left)', 'the mock, 1970-01-01 00:00 UTC (right)'],
  ],
  ['nothing', result(), real(), ['no target', 'https://tiny.example']],
])('what the sides are called: %s', (_, left, right, names) => {
  expect(compareResults(left, right).sides.map(({ name }) => name)).toEqual(names);
});

describe('in words', () => {
  const total = finding({ check: 'total', title: 'the total | is wrong', actual: '7\n8' });
  const comparison = compareResults(
    mock({ ledger: [HOLDS, entry('listNotes status:200 checked'), entry('listNotes cause:gone checked')] }),
    real({
      findings: [total],
      ledger: [
        FAILS,
        entry('listNotes status:200 checked'),
        entry('listNotes cause:gone skipped', { reason: 'not-provoked' }),
      ],
    }),
  );

  test('a table that is Markdown, with columns below each other', () => {
    expect(toComparison(comparison)).toMatchInlineSnapshot(`
      "## the mock and https://tiny.example

      They differ in 1 entry and 1 finding; 2 entries were checked on both sides.

      ### tiny

      | target               | verdict                              |
      | -------------------- | ------------------------------------ |
      | the mock             | holds: keeps its contract            |
      | https://tiny.example | broken: breaks its contract: 1 error |

      #### listNotes

      |                   | the same | different | only the mock | only https://tiny.example | neither |
      | ----------------- | -------- | --------- | ------------- | ------------------------- | ------- |
      | checks            | 0        | 1         | 0             | 0                         | 0       |
      | statuses          | 1        | 0         | 0             | 0                         | 0       |
      | causes of failure | 0        | 0         | 1             | 0                         | 0       |

      Different:

      | entry       | the mock | https://tiny.example |
      | ----------- | -------- | -------------------- |
      | check total | holds    | broken               |

      Findings:

      | check | finding               | the mock  | https://tiny.example |
      | ----- | --------------------- | --------- | -------------------- |
      | total | the total \\| is wrong | not found | error: 7 8           |

      Checked on one side only:

      | entry      | the mock | https://tiny.example            |
      | ---------- | -------- | ------------------------------- |
      | cause gone | holds    | skipped: no request provokes it |

      #### getNote

      Neither side has any result of it.
      "
    `);
  });

  test.each([
    [comparison, 'They differ in 1 entry and 1 finding; 2 entries were checked on both sides.'],
    [
      compareResults(mock({ ledger: [HOLDS] }), real({ ledger: [HOLDS] })),
      'They do not differ: 1 entry was checked on both sides.',
    ],
    [
      compareResults(mock({ ledger: [HOLDS] }), real({ ledger: [SKIPPED] })),
      'Nothing was checked on both sides, so they cannot be compared.',
    ],
  ])('%#', (one, sentence) => expect(comparisonSentence(one)).toBe(sentence));

  test('counted', () => expect(partingsOf(comparison)).toEqual({ entries: 1, findings: 1 }));
});

test('two targets in one result', () => {
  const waiver = { check: 'total', pointer: undefined, vendor: undefined, operation: undefined } as const;
  const waivers = [{ ...waiver, reason: 'known', expires: '2027-01-01', file: 'w.yaml', line: 1 }];
  const [left, right] = [
    mock({ ledger: [HOLDS] }),
    real({ findings: [finding({ check: 'total' })], ledger: [FAILS] }),
  ].map((one) => applyWaivers(one, waivers, '2026-01-01')) as [
    ReturnType<typeof mock>,
    ReturnType<typeof mock>,
  ];
  const joined = joinResults([left, right]);
  expect(joined.specs).toHaveLength(2);
  expect(joined.milliseconds).toBe(2);
  expect(joined.waivers?.map(({ state, count }) => [state, count])).toEqual([['used', 1]]);
  expect(exitCodeOf(joined)).toBe(0);

  const broken = joinResults([mock({ ledger: [HOLDS] }), real({ findings: [finding()] })]);
  expect(exitCodeOf(broken)).toBe(4);
  expect(summary(broken).sentence).toBe(
    'At the mock: tiny keeps its contract. At https://tiny.example: tiny breaks its contract: 1 error.',
  );
});
