import { describe, expect, test } from 'vitest';
import { toReport } from '../../src/report/report.ts';
import type { SpecResult } from '../../src/result/result.ts';
import { summary } from '../../src/result/summary.ts';
import { coverageSentence, exitCodeOf, VERDICTS } from '../../src/result/verdict.ts';
import { entry, finding, result, skipped, spec } from './_result.ts';

const GREEN: Partial<SpecResult> = {};
const BROKEN: Partial<SpecResult> = { vendor: 'bad', findings: [finding()] };
const WARNED: Partial<SpecResult> = { vendor: 'meh', findings: [finding({ level: 'warning' })] };
const NOTED: Partial<SpecResult> = { findings: [finding({ level: 'info' })] };
const STOPPED: Partial<SpecResult> = {
  vendor: 'away',
  stopped: { operation: 'listNotes', why: 'unreachable', message: 'connect ECONNREFUSED 127.0.0.1:1' },
};
const MOVING: Partial<SpecResult> = {
  vendor: 'live',
  ledger: [entry('check', 'total', { state: 'inconclusive', reason: 'moving' })],
};
const SILENT: Partial<SpecResult> = { vendor: 'dark', ledger: [skipped('status', '500', 'not-reached')] };
const EXPLAINED: Partial<SpecResult> = { ledger: [skipped('status', '500', 'not-provoked')] };
const NOTHING: Partial<SpecResult> = { vendor: 'none', operations: [], checks: 0, ledger: [] };
const EXCLUDED: Partial<SpecResult> = { vendor: 'out', checks: 0 };
const WAIVED: Partial<SpecResult> = {
  vendor: 'old',
  waived: [{ finding: finding(), reason: 'known', expires: '2027-01-01' }],
};

const CASES: [name: string, specs: Partial<SpecResult>[], verdict: string, code: number, required: number][] =
  [
    ['green', [GREEN], 'holds', 0, 0],
    ['a warning', [WARNED], 'holds', 0, 0],
    ['a note', [NOTED], 'holds', 0, 0],
    ['a waived error', [WAIVED], 'holds', 0, 0],
    ['an error', [BROKEN], 'broken', 4, 4],
    ['not reached', [STOPPED], 'unchecked', 3, 3],
    ['an error before it stopped', [{ ...STOPPED, ...BROKEN }], 'broken', 4, 4],
    ['broken wins over stopped', [STOPPED, BROKEN], 'broken', 4, 4],
    ['stopped wins over moving', [MOVING, STOPPED], 'unchecked', 3, 4],
    ['moving data', [MOVING, GREEN], 'inconclusive', 0, 4],
    ['an unexplained skip', [SILENT], 'holds', 0, 4],
    ['an unexplained skip beside a stop', [SILENT, STOPPED], 'unchecked', 3, 4],
    ['an explained skip', [EXPLAINED], 'holds', 0, 0],
    ['no operation', [NOTHING], 'unchecked', 3, 3],
    ['no check', [EXCLUDED], 'unchecked', 3, 3],
    ['no spec', [], 'unchecked', 3, 3],
  ];

test.each(CASES)('%s', (_name, specs, verdict, code, required) => {
  const one = result(specs);
  expect(VERDICTS).toContain(verdict);
  expect(summary(one).verdict).toBe(verdict);
  expect(exitCodeOf(one)).toBe(code);
  expect(exitCodeOf(one, { requireCoverage: true })).toBe(required);
});

test.each<[specs: Partial<SpecResult>[], sentence: string]>([
  [[GREEN], 'tiny keeps its contract.'],
  [[GREEN, { vendor: 'other' }], 'All 2 vendors keep their contract.'],
  [
    [GREEN, BROKEN, { target: 'https://two.example' }],
    'At https://tiny.example: 1 of 2 vendors keeps its contract; bad breaks its contract: 1 error. At https://two.example: tiny keeps its contract.',
  ],
  [[GREEN, WARNED], 'All 2 vendors keep their contract, with 1 warning.'],
  [[WAIVED], 'old keeps its contract, with 1 finding waived.'],
  [[SILENT], 'dark keeps its contract, as far as it was checked: 1 entry not reached.'],
  [[BROKEN], 'bad breaks its contract: 1 error.'],
  [
    [GREEN, BROKEN, STOPPED],
    '1 of 3 vendors keeps its contract; bad breaks its contract: 1 error; away could not be checked, at listNotes: connect ECONNREFUSED 127.0.0.1:1 (unreachable).',
  ],
  [[MOVING], 'live is not broken, but 1 entry is inconclusive.'],
  [
    [NOTHING],
    'none could not be checked: no operation of the document is safe to call (--safe operationId calls one).',
  ],
  [[EXCLUDED], 'out could not be checked: no check ran.'],
  [[], 'Nothing was checked.'],
])('%#', (specs, sentence) => {
  expect(summary(result(specs)).sentence).toBe(sentence);
});

describe('counts', () => {
  const ledger = [
    entry('check', 'total'),
    entry('check', 'has-more', { state: 'failed' }),
    entry('cause', 'gone', { state: 'waived', detail: 'known' }),
    skipped('cause', 'internal', 'not-provoked'),
    entry('enum', 'query/a=b', { state: 'inconclusive', reason: 'moving' }),
  ];
  const findings = [finding(), finding({ level: 'warning' }), finding({ level: 'info' }), finding()];
  const { counts } = summary(result([{ ledger, findings }, spec()]));

  test('findings by level', () => expect(counts.levels).toEqual({ error: 2, warning: 1, info: 1 }));

  test('entries by state, by kind and by reason', () => {
    expect(counts.states).toEqual({
      checked: 5,
      failed: 1,
      inconclusive: 1,
      'not-asserted': 0,
      skipped: 1,
      waived: 1,
      known: 0,
    });
    expect(counts.kinds.check).toEqual({
      checked: 3,
      failed: 1,
      inconclusive: 0,
      'not-asserted': 0,
      skipped: 0,
      waived: 0,
      known: 0,
    });
    expect(counts.kinds.cause).toEqual({
      checked: 0,
      failed: 0,
      inconclusive: 0,
      'not-asserted': 0,
      skipped: 1,
      waived: 1,
      known: 0,
    });
    expect(counts.reasons).toEqual({ 'not-provoked': 1, moving: 1 });
  });

  test('work', () => expect([counts.requests, counts.checks]).toEqual([24, 2408]));
});

describe('coverage that is required', () => {
  const silent = result([SILENT]);
  const sentence = 'Coverage is required, and 1 entry was not reached without a reason.';

  test('says why the run fails', () => {
    expect(coverageSentence(silent)).toBeUndefined();
    expect(coverageSentence(silent, { requireCoverage: true })).toBe(sentence);
    expect(coverageSentence(result([EXPLAINED]), { requireCoverage: true })).toBeUndefined();
  });

  test('and what could not be told', () => {
    const moving = result([MOVING]);
    expect(coverageSentence(moving, { requireCoverage: true })).toBe(
      'Coverage is required, and 1 entry is inconclusive.',
    );
    expect(coverageSentence(result([SILENT, MOVING]), { requireCoverage: true })).toBe(
      'Coverage is required, and 1 entry was not reached without a reason, and 1 entry is inconclusive.',
    );
    expect(toReport('github', moving)).toMatch(/^::notice .*1 entry of the contract inconclusive/);
    expect(toReport('github', moving, { requireCoverage: true })).toMatch(/^::error /);
    expect(toReport('junit', moving, { requireCoverage: true })).toContain('inconclusive: ');
  });

  test.each(['text', 'html', 'sarif'] as const)('in %s', (format) => {
    expect(toReport(format, silent)).not.toContain(sentence);
    expect(toReport(format, silent, { requireCoverage: true })).toContain(sentence);
  });

  test('as an error in GitHub, a failure in JUnit, an exit code in JSON', () => {
    expect(toReport('github', silent)).toMatch(/^::notice /);
    expect(toReport('github', silent, { requireCoverage: true })).toMatch(/^::error /);
    expect(toReport('junit', silent)).toContain(' failures="0"');
    expect(toReport('junit', silent, { requireCoverage: true })).toContain(' failures="1"');
    expect(JSON.parse(toReport('json', silent)).exitCode).toBe(0);
    expect(JSON.parse(toReport('json', silent, { requireCoverage: true })).exitCode).toBe(4);
  });
});
