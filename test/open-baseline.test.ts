import { expect, test } from 'vitest';
import { checkContract } from '../src/check-contract.ts';
import { SpecError, UsageError } from '../src/errors.ts';
import { toReport } from '../src/report/report.ts';
import { exitCodeOf } from '../src/result/verdict.ts';
import { file, tinyFile } from './_tiny.ts';

const broken = async () => Response.json({ notes: [] });

test('checkContract takes a baseline as a file or as a result, and what it found is known', async () => {
  const options = { vendors: [await tinyFile()], only: ['schema' as const] };
  const first = await checkContract({ ...options, fetch: broken });
  expect(exitCodeOf(first)).toBe(4);
  for (const baseline of [first, await file('baseline.json', toReport('json', first))]) {
    const again = await checkContract({ ...options, fetch: broken, baseline });
    expect([exitCodeOf(again), again.specs[0]?.known?.length]).toEqual([
      0,
      first.specs[0]?.findings.filter(({ level }) => level === 'error').length,
    ]);
    expect(again.baseline).toEqual({ at: first.at });
  }
});

test.each<[string, unknown, typeof UsageError | typeof SpecError, RegExp]>([
  ['a number', 5, UsageError, /^baseline: give an earlier result, or the file of its JSON report$/],
  ['nothing', null, UsageError, /^baseline: give/],
  ['an object', {}, UsageError, /^baseline: give/],
  ['a file that there is not', 'no.json', SpecError, /^no\.json: there is no such file/],
  ['a file of something else', 'package.json', SpecError, /^package\.json: .*--baseline takes the file/],
  [
    'a result of another vendor',
    { format: 1, at: 0, milliseconds: 1, grade: 'documented', catalogue: [], specs: [] },
    SpecError,
    /^the baseline: this result is about nothing, and this run is about tiny/,
  ],
])('%s is refused before anything is sent', async (_, baseline, kind, message) => {
  let asked = 0;
  const fetch = async () => {
    asked += 1;
    return new Response();
  };
  const run = checkContract({ vendors: [await tinyFile()], fetch, baseline: baseline as never });
  await expect(run).rejects.toThrow(kind);
  await expect(run).rejects.toThrow(message);
  expect(asked).toBe(0);
});
