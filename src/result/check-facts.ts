import { UsageError } from '../errors.ts';
import { excerpt } from '../text/excerpt.ts';

/** What checks are about; reports group them by it. */
export const AREAS = ['response', 'paging', 'order', 'filter', 'link', 'request', 'credential'] as const;
export type Area = (typeof AREAS)[number];

/** What a report must know of a check. */
export interface CheckFacts {
  readonly name: string;
  /** One sentence on what it asserts. */
  readonly title: string;
  readonly area: Area;
}

/** The facts alone, without the functions of a check: a result is data. */
export function toCheckFacts(checks: readonly CheckFacts[]): CheckFacts[] {
  return checks.map(({ name, title, area }) => ({ name, title, area }));
}

/** How the name of a check is written. */
export const CHECK_NAME = /^[a-z][a-z0-9-]*$/;

/** Whether a check may have this name. */
export function isCheckName(text: string): boolean {
  return CHECK_NAME.test(text);
}

/** What a check asserts; '' for a check that is not in the catalogue. */
export function titleOf(catalogue: readonly CheckFacts[], check: string): string {
  return catalogue.find(({ name }) => name === check)?.title ?? '';
}

/** The names of a user's own checks. Throws a UsageError for what is no list of them, as JavaScript allows. */
export function namesOfOwn(checks: readonly unknown[]): string[] {
  if (!Array.isArray(checks))
    throw new UsageError(`checks: ${shown(checks)} is no list of checks; write [ … ] around a single one`);
  return checks.map((check) => {
    const { name } = Object(check) as { name?: unknown };
    if (typeof name === 'string') return name;
    throw new UsageError(`checks: ${shown(check)} is no check; a check has a name`);
  });
}

function shown(value: unknown): string {
  return excerpt(JSON.stringify(value) ?? String(value), 80);
}
