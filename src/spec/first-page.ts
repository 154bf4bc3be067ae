import type { JsonObject } from './json.ts';
import type { Paging } from './spec.ts';

interface PageSchemas {
  /** Of the places where a request names a page. */
  readonly asked: readonly JsonObject[];
  /** Of the places where an answer shows it. */
  readonly shown: readonly JsonObject[];
}

/**
 * The number of a list's first page, by what the schemas say of it: a default is the first page, and so is the least
 * number that may be asked for. An answer counts as its request does unless it has a default of its own or can show no 0:
 * generators write `minimum: 0` for every unsigned number.
 */
export function firstPageOf({ asked, shown }: PageSchemas): Paging['firstPage'] {
  const first = firstSaid(asked.map(({ default: usual }) => usual)) ?? leastOf(asked);
  const inAnswers = firstSaid(shown.map(({ default: usual }) => usual));
  if (asked.length === 0) {
    const only = inAnswers ?? leastOf(shown) ?? 1;
    return { asked: only, shown: only };
  }
  const usual = first ?? 1;
  return { asked: usual, shown: inAnswers ?? (leastOf(shown) === 1 ? 1 : usual) };
}

function firstSaid(values: readonly unknown[]): number | undefined {
  return values.find((value): value is number => value === 0 || value === 1);
}

function leastOf(schemas: readonly JsonObject[]): number | undefined {
  return firstSaid(schemas.map(({ minimum }) => minimum));
}
