import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { checkContract } from '../../src/check-contract.ts';
import { CHECK_NAMES } from '../../src/check-titles.ts';
import { NO_ANSWER_REASONS, ORIGINS } from '../../src/http/exchange.ts';
import { STOPS } from '../../src/http/stopped.ts';
import { parseResult } from '../../src/report/parse-result.ts';
import { toReport } from '../../src/report/report.ts';
import { AREAS } from '../../src/result/check-facts.ts';
import { compareResults, OUTCOMES } from '../../src/result/compare.ts';
import { LEVELS } from '../../src/result/finding.ts';
import { ENTRY_KINDS, REASONS, type Reason, STATES } from '../../src/result/ledger.ts';
import type { Result, SpecResult } from '../../src/result/result.ts';
import { WAIVER_STATES } from '../../src/result/waivers.ts';
import { GRADES } from '../../src/spec/grade.ts';
import { some } from '../_some.ts';
import { entry, exchange, finding, result, skipped } from './_result.ts';

const EXCHANGE = exchange({ notes: [] });
/** Without headers that a report hides. */
const OPEN = {
  ...EXCHANGE,
  request: { ...EXCHANGE.request, headers: [] },
  response: { ...EXCHANGE.response!, headers: [['Content-Type', 'application/json'] as const] },
};
const FINDING = finding({ exchange: OPEN });
const WAIVER = {
  check: 'total',
  pointer: '/total',
  vendor: 'tiny',
  operation: 'listNotes',
  reason: 'known',
  expires: '2027-01-31',
  file: 'waivers.yaml',
  line: 1,
} as const;

const validate = (() => {
  const ajv = new Ajv2020();
  addFormats.default(ajv);
  return ajv.compile(
    JSON.parse(readFileSync(new URL('../../docs/result.schema.json', import.meta.url), 'utf8')),
  );
})();

const one = (spec: Partial<SpecResult>) => result([spec]);
const stopped = (why: (typeof STOPS)[number]) =>
  one({ stopped: { operation: 'listNotes', why, message: 'the run was interrupted' } });
const unanswered = (why: (typeof NO_ANSWER_REASONS)[number]) =>
  one({
    findings: [finding({ exchange: { ...OPEN, response: undefined, noAnswer: { why, message: 'x' } } })],
  });

/** Every value of every enumeration, as a result that has it. */
const RESULTS: [name: string, result: Result][] = [
  ...GRADES.map((grade) => ['the run to', grade, result([], { grade })] as const),
  ...GRADES.map((grade) => ['a finding of', grade, one({ findings: [{ ...FINDING, grade }] })] as const),
  ...AREAS.map(
    (area) => ['a check on', area, result([], { catalogue: [{ name: 'own', title: 'T.', area }] })] as const,
  ),
  ...ORIGINS.map(
    (origin) =>
      ['an exchange from', origin, one({ findings: [finding({ exchange: { ...OPEN, origin } })] })] as const,
  ),
  ...LEVELS.map((level) => ['a finding as', level, one({ findings: [{ ...FINDING, level }] })] as const),
  ...CHECK_NAMES.map((check) => ['the check', check, one({ findings: [{ ...FINDING, check }] })] as const),
  ...STATES.map(
    (state) => ['the state', state, one({ ledger: [entry('check', 'total', { state })] })] as const,
  ),
  ...ENTRY_KINDS.map((kind) => ['the kind', kind, one({ ledger: [entry(kind, 'x')] })] as const),
  ...(Object.keys(REASONS) as Reason[]).map(
    (reason) => ['the reason', reason, one({ ledger: [skipped('check', 'total', reason, 'why')] })] as const,
  ),
  ...STOPS.map((why) => ['stopped by', why, stopped(why)] as const),
  ...NO_ANSWER_REASONS.map((why) => ['no answer by', why, unanswered(why)] as const),
  ...WAIVER_STATES.map(
    (state) => ['a waiver', state, result([], { waivers: [{ waiver: WAIVER, state, count: 1 }] })] as const,
  ),
].map(([what, value, given]) => [`${what} ${value}`, given]);

test.each(some(RESULTS, 4))('%s', (_, given) => {
  const json = toReport('json', given);
  expect(validate(JSON.parse(json)), JSON.stringify(validate.errors)).toBe(true);
  expect(parseResult(json, 'result.json')).toEqual(given);
});

test('a finding with all that it may have', () => {
  const given = one({
    findings: [{ ...FINDING, files: ['a.json'], entries: ['status:200'] }],
    waived: [{ finding: FINDING, reason: 'known', expires: '2027-01-31' }],
    notes: ['a note'],
  });
  expect(parseResult(toReport('json', given), 'result.json')).toEqual(given);
});

test('a body that is no text', () => {
  const response = { ...OPEN.response, body: new Uint8Array([0xff, 0xfe, 0]), complete: false };
  const given = one({ findings: [finding({ exchange: { ...OPEN, response } })] });
  expect(parseResult(toReport('json', given), 'result.json')).toEqual(given);
});

test('every outcome of a comparison fits the schema', () => {
  const states = ['checked', 'failed', 'skipped', undefined] as const;
  const ledgerOf = (pick: (index: number) => (typeof states)[number]) =>
    states.flatMap((_, i) =>
      states.flatMap((_, j) => {
        const state = pick(i * states.length + j);
        return state === undefined ? [] : [entry('status', `${i}${j}`, { state })];
      }),
    );
  const left = one({ ledger: ledgerOf((index) => states[Math.floor(index / 4)]) });
  const right = one({ ledger: ledgerOf((index) => states[index % 4]) });
  const comparison = compareResults(left, right);
  const outcomes = comparison.vendors[0]!.operations[0]!.entries.map(({ outcome }) => outcome);
  expect([...new Set(outcomes)].sort()).toEqual([...OUTCOMES].sort());
  const json = toReport('json', right, { comparison });
  expect(validate(JSON.parse(json)), JSON.stringify(validate.errors)).toBe(true);
});

describe('a run that was interrupted', () => {
  test('is written, read back, and compared', async () => {
    const whole = await checkContract({ vendors: ['chatnio'], rows: 3, only: ['status', 'total'] });
    const stop = new AbortController();
    const interrupted = await checkContract({
      vendors: ['chatnio'],
      rows: 3,
      only: ['status', 'total'],
      signal: stop.signal,
      progress: (_vendor, _operation, requests) => requests === 1 && stop.abort(),
    });
    expect(interrupted.specs[0]?.stopped?.why).toBe('interrupted');
    const json = toReport('json', interrupted);
    expect(validate(JSON.parse(json)), JSON.stringify(validate.errors)).toBe(true);
    const earlier = parseResult(json, 'result.json');
    expect(toReport('json', earlier)).toBe(json);
    expect(compareResults(earlier, whole).sides[0].verdict).toBe('unchecked');
  });
});
