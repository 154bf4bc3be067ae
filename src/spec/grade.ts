import { UsageError } from '../errors.ts';
import type { Json } from './json.ts';
import type { Evidence } from './spec.ts';

/** How well a statement of a spec is known, the best first. */
export const GRADES = ['documented', 'observed', 'assumed'] as const;
export type Grade = (typeof GRADES)[number];

/** What a statement is worth that says nothing about its evidence. */
export const DOCUMENTED: Evidence = { grade: 'documented', reason: '' };

/** `observed: a captured page` → its grade and reason; nothing → documented. */
export function toEvidence(text: Json | undefined): Evidence {
  if (typeof text !== 'string') return DOCUMENTED;
  const [grade = '', ...reason] = text.split(': ');
  return { grade: GRADES.find((one) => one === grade) ?? 'documented', reason: reason.join(': ') };
}

/** Whether a grade is as good as another one, or better. */
export function isAtLeast(grade: Grade, least: Grade): boolean {
  return GRADES.indexOf(grade) <= GRADES.indexOf(least);
}

/** Several statements together are known as well as the weakest of them; of equal ones the first. */
export function weakest<T extends { readonly grade: Grade }>(first: T, ...others: readonly T[]): T {
  return others.reduce((weak, one) => (isAtLeast(one.grade, weak.grade) ? weak : one), first);
}

/** What several statements are worth that could each fail: as much as the strongest of them; of none, documented. */
export function strongest(all: readonly Evidence[]): Evidence {
  const [first = DOCUMENTED, ...others] = all;
  return others.reduce((best, one) => (isAtLeast(best.grade, one.grade) ? best : one), first);
}

/** Throws a UsageError for a grade that there is not: a compiler does not see what plain JavaScript gives. */
export function checkGrade(grade: Grade | undefined): void {
  if (grade !== undefined && !GRADES.includes(grade))
    throw new UsageError(`grade: ${grade} is not one of ${GRADES.join(', ')}`);
}
