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
