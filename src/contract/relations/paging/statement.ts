import type { Deviation } from '../../../result/observation.ts';
import type { ObservedResponse } from '../../../result/observed-response.ts';
import { placeLabel, shownValue } from '../../../result/shown-value.ts';
import type { Expression } from '../../../spec/expressions.ts';
import { weakest } from '../../../spec/grade.ts';
import type { Json } from '../../../spec/json.ts';
import { toPointer } from '../../../spec/json-pointer.ts';
import { vocabularyWord } from '../../../spec/paging.ts';
import type { Evidence, PagingWord } from '../../../spec/spec.ts';
import { type Statement, statementAt } from '../../../spec/statement.ts';
import type { CheckLog, Subject } from '../../check-log.ts';
import type { CheckName } from '../../checks.ts';
import { listOf } from '../page-request.ts';

export interface PageDeviation extends Deviation {
  /** One answer alone shows it: no row that moved explains it. */
  readonly isPlain?: boolean;
  /** One answer contradicts itself: only rows that came while it was being written explain it. */
  readonly isOwn?: boolean;
  /** What a row says is different, not which rows come: a row that changed explains it. */
  readonly isContent?: boolean;
}

/** What the document says by words of its paging; it is known as well as the weakest of them. */
export function pagingStatement(subject: Subject, first: string, ...more: readonly string[]): Statement {
  const { paging } = listOf(subject);
  return {
    source: `${subject.operation.pointer}/x-confab/paging/${vocabularyWord(first)}`,
    evidence: weakest(paging.evidence(first), ...more.map((word) => paging.evidence(word))),
  };
}

/** What the document says of a place where a word of its paging is shown, beside what else it follows from. */
export function shownStatement(
  subject: Subject,
  word: PagingWord,
  place: Expression,
  ...more: readonly Evidence[]
): Statement {
  const { paging } = listOf(subject);
  return { ...pagingStatement(subject, word), evidence: weakest(paging.evidence(word, place), ...more) };
}

/** That a list is one list, whoever asks: the statement behind everything that two answers say together. */
export function listStatement(subject: Subject): Statement {
  return statementAt(subject.spec, subject.operation.pointer, 'x-confab/items');
}

/** Logs the deviations from a statement, unless it weighs nothing in this run. */
export function logDeviations(
  log: CheckLog,
  check: CheckName,
  { evidence }: Statement,
  wrong: readonly (PageDeviation | undefined)[],
): void {
  if (log.asserts(evidence)) log.saw(check, ...wrong);
  else log.skip(`check:${check}`, 'assumed');
}

interface ShownPlace extends ReturnType<typeof aboutPlace> {
  readonly place: Expression;
  readonly value: Json;
}

/** Each place where an answer shows a word, with what stands there; places that it leaves out are the schema's business. */
export function placesShown(subject: Subject, seen: ObservedResponse, word: PagingWord): ShownPlace[] {
  const list = listOf(subject);
  const answered = { body: seen.reading.json, headers: seen.exchange.response?.headers ?? [] };
  return list.paging.shows[word]
    .map((place) => ({
      place,
      ...aboutPlace(subject, place),
      value: shownValue(list, word, place, answered) ?? null,
    }))
    .filter(({ value }) => value !== null);
}

/** Where a place of the answer is, for a finding: of a header there is no pointer into the body. */
export function aboutPlace(
  subject: Subject,
  place: Expression | undefined,
): { readonly pointer: string; readonly label: string } {
  if (!place) return { pointer: '', label: '' };
  return { pointer: toPointer(place.path), label: placeLabel(listOf(subject), place) };
}
