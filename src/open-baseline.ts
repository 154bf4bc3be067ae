import { UsageError } from './errors.ts';
import { loadResult } from './report/parse-result.ts';
import { applyBaseline } from './result/baseline.ts';
import { checkBaseline } from './result/check-baseline.ts';
import type { Result } from './result/result.ts';

/** An earlier result, or the file of its JSON report. */
export type BaselineOption = string | Result;

interface Baseline {
  /** Throws a SpecError where it can say nothing of what is about to run. */
  readonly check: (subjects: Parameters<typeof checkBaseline>[1]) => void;
  readonly apply: (result: Result) => Result;
}

const HINT =
  '--baseline takes the file of an earlier --report json=file, or one that --update-baseline wrote';

/** Opens a baseline. Throws a SpecError for a file that cannot be read or is no result, and a UsageError for what is neither. */
export async function openBaseline(given: BaselineOption | undefined): Promise<Baseline> {
  if (given === undefined) return { check: () => {}, apply: (result) => result };
  const file = typeof given === 'string' ? given : 'the baseline';
  const baseline = typeof given === 'string' ? await loadResult(given, HINT) : given;
  // What a compiler cannot see.
  if (baseline === null || typeof baseline !== 'object' || !Array.isArray(baseline.specs))
    throw new UsageError('baseline: give an earlier result, or the file of its JSON report');
  return {
    check: (subjects) => checkBaseline(baseline, subjects, file),
    apply: (result) => applyBaseline(result, baseline),
  };
}
