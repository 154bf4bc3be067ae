import { describe, expect, test } from 'vitest';
import { SpecError } from '../../src/errors.ts';
import { parseResult } from '../../src/report/parse-result.ts';
import { toReport } from '../../src/report/report.ts';
import { applyBaseline, toBaseline } from '../../src/result/baseline.ts';
import { checkBaseline } from '../../src/result/check-baseline.ts';
import { compareResults, partingsOf } from '../../src/result/compare.ts';
import type { Finding } from '../../src/result/finding.ts';
import type { SpecResult } from '../../src/result/result.ts';
import { summary } from '../../src/result/summary.ts';
import { exitCodeOf } from '../../src/result/verdict.ts';
import { applyWaivers } from '../../src/result/waivers.ts';
import { entry, finding, result } from './_results.ts';

const FAULT = finding({ check: 'schema', title: '/id is missing', pointer: '/notes/0' });
const LEDGER = [
  entry('listNotes check:schema failed'),
  entry('listNotes check:total checked'),
  entry('listNotes check:order skipped', { reason: 'no-rows' }),
];
const run = (findings: readonly Finding[], more: Partial<SpecResult> = {}) =>
  result({ findings, ledger: LEDGER, ...more });

describe('what the baseline has, too, does not fail', () => {
  const other = finding({ check: 'schema', title: '/title is missing', pointer: '/notes/0' });
  const warning = { ...FAULT, level: 'warning' as const };
  const info = { ...FAULT, level: 'info' as const };
  test.each<[string, Finding[], Finding[], { exit: number; known: number; gone: number; fresh: number }]>([
    ['the same', [FAULT], [FAULT], { exit: 0, known: 1, gone: 0, fresh: 0 }],
    [
      'of another row, with other values, more often',
      [FAULT],
      [{ ...FAULT, pointer: '/notes/7', actual: 'x', count: 9 }],
      { exit: 0, known: 1, gone: 0, fresh: 0 },
    ],
    ['another one', [FAULT], [other], { exit: 4, known: 0, gone: 1, fresh: 1 }],
    ['one more', [FAULT], [FAULT, other], { exit: 4, known: 1, gone: 0, fresh: 1 }],
    ['one fewer', [FAULT, other], [FAULT], { exit: 0, known: 1, gone: 1, fresh: 0 }],
    ['a warning that has become an error', [warning], [FAULT], { exit: 4, known: 0, gone: 0, fresh: 1 }],
    ['an error that has become a warning', [FAULT], [warning], { exit: 0, known: 1, gone: 0, fresh: 0 }],
    ['an info, which never fails', [info], [info], { exit: 0, known: 0, gone: 0, fresh: 1 }],
    ['an info that is gone, which nobody misses', [info], [], { exit: 0, known: 0, gone: 0, fresh: 0 }],
    [
      'of another operation',
      [FAULT],
      [{ ...FAULT, operation: 'getNote' }],
      { exit: 4, known: 0, gone: 1, fresh: 1 },
    ],
    ['nothing in the baseline', [], [FAULT], { exit: 4, known: 0, gone: 0, fresh: 1 }],
  ])('%s', (_, old, now, { exit, known, gone, fresh }) => {
    const judged = applyBaseline(run(now), run(old));
    const { counts } = summary(judged);
    expect([exitCodeOf(judged), counts.known, counts.gone]).toEqual([exit, known, gone]);
    expect(judged.specs[0]?.findings).toHaveLength(fresh);
  });

  test('the ledger says so, unless something new fails the same entry', () => {
    const stateOf = (now: Finding[]) => applyBaseline(run(now), run([FAULT])).specs[0]?.ledger[0];
    expect(stateOf([FAULT])).toMatchObject({ state: 'known', detail: 'known by the baseline of 1970-01-01' });
    expect(stateOf([FAULT, other])?.state).toBe('failed');
  });

  test('the verdict holds, and its sentence does not hide what is broken', () => {
    expect(summary(applyBaseline(run([FAULT]), run([FAULT, other]))).sentence).toBe(
      'tiny keeps its contract, but for 1 known finding, 1 of the baseline gone.',
    );
    expect(summary(applyBaseline(run([FAULT, other]), run([FAULT]))).sentence).toBe(
      'tiny breaks its contract: 1 error, besides 1 known finding.',
    );
    const two = (findings: Finding[]) =>
      result({ findings, ledger: LEDGER }, { vendor: 'other', ledger: LEDGER });
    expect(summary(applyBaseline(two([FAULT]), two([FAULT]))).sentence).toBe(
      'All 2 vendors keep their contract, but for 1 known finding.',
    );
  });
});

describe('gone is only what was looked for', () => {
  const order = finding({ check: 'order', title: 'rows are not in order' });
  test.each<[string, Finding, Partial<SpecResult>, number, RegExp | undefined]>([
    ['its check ran', FAULT, {}, 1, undefined],
    ['its check was skipped', order, {}, 0, /^1 finding of the baseline was not looked for, .* order$/],
    ['its check is unknown', finding({ check: 'own' }), {}, 0, /not looked for, .* own$/],
    [
      'the run stopped early',
      FAULT,
      { stopped: { operation: 'listNotes', why: 'timeout', message: 'no answer' } },
      0,
      /not looked for/,
    ],
  ])('%s', (_, old, more, gone, note) => {
    const [spec] = applyBaseline(run([], more), run([old])).specs;
    expect(spec?.gone ?? []).toHaveLength(gone);
    expect(spec?.notes ?? []).toEqual(note ? [expect.stringMatching(note)] : []);
  });

  test('a vendor that the baseline does not have is new', () => {
    const [, other] = applyBaseline(result({}, { vendor: 'other' }), result({})).specs;
    expect(other?.notes).toEqual(['the baseline does not have other, so each finding is new']);
  });
});

describe('waivers and baselines', () => {
  const waiver = {
    check: 'schema',
    pointer: undefined,
    vendor: undefined,
    operation: undefined,
    reason: 'ticket 1',
    expires: '2030-01-01',
    file: 'waivers.yaml',
    line: 1,
  };
  test('a finding that is both is waived, in either order', () => {
    const [now, old] = [run([FAULT]), run([FAULT])];
    for (const both of [
      applyWaivers(applyBaseline(now, old), [waiver], '2026-01-01'),
      applyBaseline(applyWaivers(now, [waiver], '2026-01-01'), old),
    ]) {
      const [spec] = both.specs;
      expect([spec?.findings, spec?.known ?? [], spec?.waived?.length]).toEqual([[], [], 1]);
      expect(spec?.ledger[0]).toMatchObject({ state: 'waived', detail: 'ticket 1' });
      expect(both.waivers?.[0]).toMatchObject({ state: 'used', count: 1 });
    }
  });

  test('what was waived when the baseline was made fails again when its waiver expires', () => {
    const baseline = toBaseline(applyWaivers(run([FAULT]), [waiver], '2026-01-01'), undefined);
    expect(exitCodeOf(applyBaseline(run([FAULT]), baseline))).toBe(4);
  });
});

describe('the next baseline', () => {
  const order = finding({ check: 'order', title: 'rows are not in order' });
  test('knows what was found, forgets what is gone, keeps what was not looked for', () => {
    const fixed = finding({ check: 'total', title: 'the total is wrong' });
    const earlier = result(
      { findings: [fixed, order], ledger: LEDGER },
      { vendor: 'other', findings: [{ ...FAULT, vendor: 'other' }] },
    );
    const next = toBaseline(applyBaseline(run([FAULT]), earlier), earlier);
    expect(next.specs.map(({ vendor, findings, known = [] }) => [vendor, findings.length, known])).toEqual([
      ['tiny', 0, [FAULT, order]],
      ['other', 1, []],
    ]);
    expect(exitCodeOf(applyBaseline(run([FAULT, order]), next))).toBe(0);
  });

  test('is the same as a report, and as one after the other', () => {
    const first = toBaseline(run([FAULT]), undefined);
    const read = parseResult(toReport('json', first), 'baseline.json');
    const second = toBaseline(applyBaseline(run([FAULT]), read), read);
    expect(second.specs[0]?.known?.map(({ title }) => title)).toEqual([FAULT.title]);
    const report = parseResult(toReport('json', applyBaseline(run([FAULT]), read)), 'report.json');
    expect(exitCodeOf(applyBaseline(run([FAULT]), report))).toBe(0);
  });

  test('a comparison with it does not tell what is known as a difference', () => {
    const next = toBaseline(run([FAULT]), undefined);
    expect(partingsOf(compareResults(next, run([FAULT])))).toEqual({ entries: 0, findings: 0 });
  });
});

describe('a baseline of something else is refused', () => {
  const subject = { name: 'tiny', file: 'tiny.yaml', operations: [{ id: 'listNotes' }] };
  test.each<[string, Partial<SpecResult>[], RegExp]>([
    [
      'another vendor',
      [{ vendor: 'pets' }],
      /^old\.json: this result is about pets, .* about tiny; give another/,
    ],
    ['nobody', [], /^old\.json: this result is about nothing, /],
    [
      'another document of the name',
      [{ operations: ['listPets'] }],
      /another document called tiny: it has listPets, and tiny\.yaml has none of them; .*--update-baseline/,
    ],
  ])('%s', (_, specs, message) => {
    const check = () => checkBaseline(result(...specs), [subject], 'old.json');
    expect(check).toThrow(SpecError);
    expect(check).toThrow(message);
  });

  test.each<[string, Partial<SpecResult>[]]>([
    ['the same', [{}]],
    ['one with more vendors', [{ vendor: 'pets' }, {}]],
    ['one of which nothing could be called', [{ operations: [] }]],
    ['one with other operations besides', [{ operations: ['listNotes', 'gone'] }]],
  ])('but not %s', (_, specs) => {
    expect(() => checkBaseline(result(...specs), [subject], 'old.json')).not.toThrow();
  });
});
