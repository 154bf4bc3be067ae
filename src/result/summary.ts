import { GRADES, type Grade, isAtLeast } from '../spec/grade.ts';
import { plural } from '../text/plural.ts';
import { type Counts, countsOf } from './counts.ts';
import type { Reason } from './ledger.ts';
import type { Result, SpecResult } from './result.ts';
import { type Verdict, verdictOf } from './verdict.ts';

export interface SpecSummary {
  readonly vendor: string;
  /** The vendor, with its target where the result has several targets of it. */
  readonly name: string;
  readonly verdict: Verdict;
  /** The verdict in words, to follow the vendor's name. */
  readonly sentence: string;
  readonly counts: Counts;
  /** Findings that break a statement too weak to fail, by its grade. */
  readonly weaker: Weaker;
}

type Weaker = ReadonlyMap<Grade, number>;

export interface Summary {
  readonly verdict: Verdict;
  /** A whole sentence that names the vendors. */
  readonly sentence: string;
  readonly counts: Counts;
  readonly specs: readonly SpecSummary[];
}

/** What a result says, counted and in words. */
export function summary(result: Result): Summary {
  const specs = result.specs.map((spec) => ({
    vendor: spec.vendor,
    name: specLabel(spec, result.specs),
    verdict: verdictOf(spec),
    sentence: sentenceOf(spec, result.grade) + (spec.stopped ? '' : sentAgain(spec.retries ?? 0)),
    counts: countsOf([spec]),
    weaker: weakerOf(spec, result.grade),
  }));
  return {
    verdict: worstOf(specs.map(({ verdict }) => verdict)),
    sentence: groupsOf(result.specs, specs)
      .map(({ target, specs: own }) =>
        target === undefined ? together(own) : `At ${target}: ${lower(together(own))}`,
      )
      .join(' '),
    counts: countsOf(result.specs),
    specs,
  };
}

/** A name for a vendor's run that is unique in the result. */
export function specLabel({ vendor, target }: SpecResult, specs: readonly SpecResult[]): string {
  const isOne = specs.filter((spec) => spec.vendor === vendor).length < 2;
  return isOne ? vendor : `${vendor} at ${target}`;
}

/** The summaries by target, where a vendor was checked at several; else one group without a target. */
export function groupsOf(
  results: readonly SpecResult[],
  specs: readonly SpecSummary[],
): { target: string | undefined; specs: SpecSummary[] }[] {
  const isOne = results.every((one) => specLabel(one, results) === one.vendor);
  const targets = isOne ? [undefined] : [...new Set(results.map(({ target }) => target))];
  return targets.map((target) => ({
    target,
    specs: specs.filter((_, index) => target === undefined || results[index]?.target === target),
  }));
}

function sentenceOf(spec: SpecResult, asserted: Grade): string {
  const counts = countsOf([spec]);
  const { states } = counts;
  const { stopped } = spec;
  const weak = weakerOf(spec, asserted);
  const found = (['error', 'warning'] as const).flatMap((level) => {
    const all = spec.findings.filter((one) => one.level === level && isAtLeast(one.grade, asserted));
    return all.length > 0 ? [plural(all.length, level)] : [];
  });
  const waived = spec.waived?.length ?? 0;
  if (waived > 0) found.push(`${plural(waived, 'finding')} waived`);
  const silent = silentOf(counts);
  const early = stopped && `at ${stopped.operation}: ${stopped.message} (${stopped.why})`;
  switch (verdictOf(spec)) {
    case 'broken':
      return `breaks its contract: ${found.join(', ')}${withKnown(counts, 'besides')}${inWords(weak)}${early ? `; the run ended early, ${early}` : ''}`;
    case 'unchecked':
      if (early) return `could not be checked, ${early}`;
      if (spec.operations.length === 0)
        return 'could not be checked: no operation of the document is safe to call (--safe operationId calls one)';
      return 'could not be checked: no check ran';
    case 'inconclusive':
      return `is not broken, but ${plural(states.inconclusive, 'entry', 'entries')} ${states.inconclusive === 1 ? 'is' : 'are'} inconclusive${withFound(found)}${withKnown(counts, 'but for')}${inWords(weak)}${unreached(silent)}`;
    default:
      return `keeps its contract${withFound(found)}${withKnown(counts, 'but for')}${inWords(weak)}${unreached(silent)}`;
  }
}

function withFound(found: readonly string[]): string {
  return found.length === 0 ? '' : `, with ${found.join(', ')}`;
}

/** What does not fail only because it is known is always mentioned, and so is what is gone. */
function withKnown({ known, gone }: Pick<Counts, 'known' | 'gone'>, besides: string): string {
  const left = known === 0 ? '' : `, ${besides} ${plural(known, 'known finding')}`;
  return left + (gone === 0 ? '' : `, ${gone} of the baseline gone`);
}

/** Retries are always mentioned: what they hide is no less true. */
function sentAgain(retries: number): string {
  if (retries === 0) return '';
  return `; ${plural(retries, 'request')} had to be sent again`;
}

function weakerOf({ findings }: SpecResult, asserted: Grade): Weaker {
  const grades = GRADES.filter((grade) => !isAtLeast(grade, asserted));
  const counts = grades.map(
    (grade) => [grade, findings.filter((one) => one.grade === grade).length] as const,
  );
  return new Map(counts.filter(([, count]) => count > 0));
}

/** What breaks no more than a weaker statement is counted by its grade. */
function inWords(...all: readonly Weaker[]): string {
  const parts = GRADES.flatMap((grade) => {
    const count = all.reduce((sum, one) => sum + (one.get(grade) ?? 0), 0);
    return count > 0 ? [{ grade, count }] : [];
  });
  const sum = parts.reduce((total, { count }) => total + count, 0);
  if (sum === 0) return '';
  const statements = sum === 1 ? 'a weaker statement' : 'weaker statements';
  const grades = parts.map(({ grade, count }) => `${count} ${grade}`).join(', ');
  return `; ${plural(sum, 'violation')} of ${statements}: ${grades}`;
}

/** Why an entry was not reached, where neither the document nor whoever runs the check wanted it so. */
const SILENT: readonly Reason[] = ['not-reached', 'no-answer', 'throttled'];

function silentOf({ reasons }: Pick<Counts, 'reasons'>): number {
  return SILENT.reduce((sum, reason) => sum + (reasons[reason] ?? 0), 0);
}

/** What was not reached is always mentioned. */
function unreached(silent: number): string {
  return silent === 0 ? '' : `, as far as it was checked: ${plural(silent, 'entry', 'entries')} not reached`;
}

/** One vendor's own sentence; of several vendors, how many keep their contract and what the others do. */
function together(specs: readonly SpecSummary[]): string {
  const [only] = specs;
  if (!only) return 'Nothing was checked.';
  if (specs.length === 1) return `${only.vendor} ${only.sentence}.`;
  const good = specs.filter(({ verdict }) => verdict === 'holds');
  const others = specs.filter(({ verdict }) => verdict !== 'holds');
  const warnings = good.reduce(
    (sum, { counts, weaker }) => sum + counts.levels.warning - (weaker.get('observed') ?? 0),
    0,
  );
  const silent = good.reduce((sum, { counts }) => sum + silentOf(counts), 0);
  const [known, gone, retries] = (['known', 'gone', 'retries'] as const).map((word) =>
    good.reduce((sum, { counts }) => sum + counts[word], 0),
  ) as [number, number, number];
  const noted =
    (warnings === 0 ? '' : `, with ${plural(warnings, 'warning')}`) +
    withKnown({ known, gone }, 'but for') +
    inWords(...good.map(({ weaker }) => weaker)) +
    unreached(silent) +
    sentAgain(retries);
  if (others.length === 0) return `All ${specs.length} vendors keep their contract${noted}.`;
  const kept = `${good.length} of ${specs.length} vendors ${good.length === 1 ? 'keeps its' : 'keep their'} contract${noted}`;
  return [kept, ...others.map(({ vendor, sentence }) => `${vendor} ${sentence}`)].join('; ').concat('.');
}

/** The sentence with a small first letter, unless it begins with a vendor's name. */
function lower(text: string): string {
  return text.replace(/^(All|Nothing)\b/, (word) => word.toLowerCase());
}

function worstOf(verdicts: readonly Verdict[]): Verdict {
  const order = ['broken', 'unchecked', 'inconclusive', 'holds'] as const;
  return order.find((verdict) => verdicts.includes(verdict)) ?? 'unchecked';
}
