import { existsSync } from 'node:fs';
import { SpecError } from '../errors.ts';
import { loadResult } from '../report/parse-result.ts';
import { toReport } from '../report/report.ts';
import { toBaseline } from '../result/baseline.ts';
import { countsOf } from '../result/counts.ts';
import type { Result } from '../result/result.ts';
import { verdictOf } from '../result/verdict.ts';
import { plural } from '../text/plural.ts';
import type { ResultCommand } from './result-options.ts';
import { writeWhole } from './write-file.ts';

/** The file that a run reads its baseline from: none where --update-baseline is to write the first one. */
export function baselineFile({ baseline, updateBaseline }: ResultCommand): string | undefined {
  if (baseline === undefined || existsSync(baseline)) return baseline;
  if (updateBaseline) return undefined;
  throw new SpecError('there is no such file; with --update-baseline this run writes it', { file: baseline });
}

interface Updated {
  /** With every finding known. */
  readonly result: Result;
  /** A sentence on what was written. */
  readonly line?: string;
}

/** The result as it is, or, with --update-baseline, written down as the next baseline. */
export async function toUpdated(
  result: Result,
  { baseline, updateBaseline }: ResultCommand,
): Promise<Updated> {
  return updateBaseline && baseline !== undefined ? update(result, baseline) : { result };
}

/** Nothing is written for a run that did not come to its end: what it did not see would be lost. */
async function update(result: Result, file: string): Promise<Updated> {
  const unchecked = result.specs.filter((spec) => spec.stopped || verdictOf(spec) === 'unchecked');
  if (unchecked.length > 0) {
    const names = unchecked.map(({ vendor }) => vendor).join(', ');
    return { result, line: `${file}: not written, as the run did not come to the end of ${names}` };
  }
  const earlier = existsSync(file) ? await loadResult(file) : undefined;
  const next = toBaseline(result, earlier);
  await writeWhole(file, toReport('json', next));
  const before = countsOf(result.specs);
  const added = before.levels.error + before.levels.warning;
  const specs = next.specs.slice(0, result.specs.length).map((spec, index) => {
    const { gone: own } = result.specs[index] as Result['specs'][number];
    return own ? { ...spec, gone: own } : spec;
  });
  return {
    result: { ...next, baseline: { at: result.at }, specs },
    line: `${file}: ${plural(countsOf(next.specs).known, 'known finding')}, of which ${added} new; ${before.gone} gone`,
  };
}
