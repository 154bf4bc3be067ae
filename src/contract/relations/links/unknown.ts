import { answerMismatch } from '../../../http/failure-match.ts';
import { failureOf } from '../../../spec/failure-of.ts';
import { fieldAt } from '../../../spec/field.ts';
import type { Json } from '../../../spec/json.ts';
import { toPointer, valueAt } from '../../../spec/json-pointer.ts';
import { valueIn, withValue } from '../../../spec/request-values.ts';
import { excerpt } from '../../../text/excerpt.ts';
import type { Check } from '../../check.ts';
import type { CheckLog, Subject } from '../../check-log.ts';
import { hasLinks } from '../applies.ts';
import { listOf } from '../page-request.ts';
import type { Walk } from '../walk.ts';
import { loadedRow } from './rows.ts';
import type { LinkTarget } from './target.ts';

export const LINK_UNKNOWN = {
  name: 'link-unknown',
  title: 'An id that nothing has gets the documented failure.',
  area: 'link',
  needs: 'several-responses',
  offline: false,
  appliesTo: hasLinks,
} as const satisfies Check;

/** link-unknown: an id that no row has gets the documented failure. */
export async function checkUnknown(log: CheckLog, walk: Walk, target: LinkTarget): Promise<void> {
  if (!log.wants('link-unknown')) return;
  const { client: other, id } = target;
  const answer = failureOf(other.operation, 'not-found', id.place.name);
  if (!answer) return log.skip('check:link-unknown', 'not-declared', 'no answer to an unknown id');
  if (!log.asserts(answer.evidence)) return log.skip('check:link-unknown', 'assumed');
  const known = walk.rows.map((row) => valueAt(row, toPointer(id.path)) ?? null);
  const { schema } = fieldAt(other.operation, id.place);
  const unknown = unknownId(known, known[0] ?? valueIn(other.values, id.place), schema.maximum);
  if (unknown === undefined)
    return log.skip('check:link-unknown', 'not-provoked', 'no id could be made up that no row has');
  const seen = await other.ask({
    purpose: 'an id that nothing has',
    values: withValue(other.values, id.place, unknown),
  });
  const mismatch = answerMismatch(answer, seen.status, seen.reading);
  const row = loadedRow(other.operation, seen)?.row;
  if (row && !isWhole(log, walk) && valueAt(row, toPointer(id.path)) === unknown)
    return log.skip('check:link-unknown', 'not-provoked', 'the id that was made up is that of a row');
  log.saw(
    'link-unknown',
    mismatch && {
      title:
        seen.kind === 'success'
          ? 'an id that nothing has is answered with a row'
          : 'an id that nothing has does not get the documented failure',
      expected: `${mismatch.expected}, as in the answer ${answer.example}`,
      actual: seen.kind === 'success' ? excerpt(seen.reading.text) : mismatch.actual,
      pointer: mismatch.pointer,
      source: `${answer.response.pointer}/content${toPointer([answer.media.type])}/examples${toPointer([answer.example])}`,
      evidence: answer.evidence,
      exchange: seen.exchange,
    },
  );
}

/** Whether no row is left that the walk did not show. */
function isWhole(subject: Subject, { complete }: Walk): boolean {
  return complete && listOf(subject).paging.window === undefined;
}

/** An id of the same shape that none of the known ones is. */
export function unknownId(
  known: readonly Json[],
  like: Json | undefined,
  maximum: Json | undefined,
): Json | undefined {
  if (typeof like === 'number') {
    const most = typeof maximum === 'number' ? maximum : 2_000_000_000;
    return [most, most - 1, most - 2].find((number) => !known.includes(number));
  }
  if (typeof like !== 'string' || like === '') return undefined;
  let id = like;
  // The first half may say what kind of id it is.
  for (let round = 0; round < 5; round += 1) {
    const half = id.length >> 1;
    id = id.slice(0, half) + shifted(id.slice(half));
    if (!known.includes(id)) return id;
  }
  return undefined;
}

/** Each character becomes another of its kind. */
function shifted(text: string): string {
  return text.replaceAll(/[0-9a-zA-Z]/g, (character) => {
    const wrapped: Record<string, string> = { 9: '0', f: 'a', F: 'A', z: 'g', Z: 'G' };
    return wrapped[character] ?? String.fromCharCode(character.charCodeAt(0) + 1);
  });
}
