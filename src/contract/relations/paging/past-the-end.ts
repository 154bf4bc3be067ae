import { answerMismatch } from '../../../http/failure-match.ts';
import type { ObservedPage, ObservedResponse } from '../../../result/observed-response.ts';
import { type FailureAnswer, failureOf } from '../../../spec/failure-of.ts';
import { valueAt } from '../../../spec/json-pointer.ts';
import type { PagingWord } from '../../../spec/spec.ts';
import type { Statement } from '../../../spec/statement.ts';
import { excerpt } from '../../../text/excerpt.ts';
import type { Check } from '../../check.ts';
import type { CheckLog, Subject } from '../../check-log.ts';
import type { Client } from '../../client.ts';
import { isPagedList } from '../applies.ts';
import { askPage } from '../page-at.ts';
import { isNumbered, pageModes } from '../page-modes.ts';
import { listOf } from '../page-request.ts';
import { isPage, type Walk } from '../walk.ts';
import type { sampleFar } from './far.ts';
import type { Sample } from './sample.ts';
import { smallSizes } from './sizes.ts';
import { logDeviations, type PageDeviation, pagingStatement, placesShown } from './statement.ts';

export const PAST_THE_END = {
  name: 'past-the-end',
  title: 'The page behind the last one is as documented: empty, or refused.',
  area: 'paging',
  needs: 'stable-list',
  offline: true,
  appliesTo: isPagedList,
} as const satisfies Check;

/** past-the-end: the documented refusal, else a page without rows, which is given back. */
export async function checkPastTheEnd(
  client: Client,
  walk: Walk,
  far: Awaited<ReturnType<typeof sampleFar>>,
): Promise<Sample[]> {
  const [mode = 'once'] = pageModes(listOf(client));
  if (!isNumbered(mode)) {
    client.log.skip('check:past-the-end', 'not-declared', 'pages are not asked for by their number');
    return [];
  }
  if (!walk.complete && !far) {
    client.log.skip('check:past-the-end', 'budget', 'the last page was not reached');
    return [];
  }
  const count = far?.total ?? walk.rows.length;
  const [small] = far ? [] : smallSizes(client, count);
  const samples: Sample[] = [];
  const behind: ObservedResponse[] = [];
  for (const size of new Set([walk.size, ...(small === undefined ? [] : [small])])) {
    const step = size ?? Math.max(1, walk.pages[0]?.page.items.length ?? 1);
    const number = Math.max(1, Math.ceil(count / step)) + 1;
    const seen = await askPage(client, {
      values: walk.values,
      page: number,
      skip: (number - 1) * step,
      ...(size !== undefined && { size }),
      purpose: `page ${number} of ${step} rows, the one behind the last`,
    });
    if (!seen) continue;
    behind.push(seen);
    if (!isPage(seen) || seen.page.items.length > 0) continue;
    const total = far ? undefined : count;
    samples.push({ seen, mode, number, size, before: count, more: false, total, isOff: false });
  }
  evaluatePastTheEnd(client.log, behind);
  return samples;
}

/** Holds answers to requests of pages behind the last one against what the document says of them. */
export function evaluatePastTheEnd(log: CheckLog, behind: readonly ObservedResponse[]): void {
  const answer = log.operation.failures.has('past-the-end')
    ? failureOf(log.operation, 'past-the-end')
    : undefined;
  const statement = stateOf(log, answer);
  logDeviations(log, 'past-the-end', statement, [
    ...behind.map((seen) => deviationOf(seen, answer, statement)),
    ...behind.flatMap((seen) => (answer || !isPage(seen) ? [] : wordDeviations(log, seen))),
  ]);
}

/** What stands in the places of the paging behind the last page, where the document says it. */
function wordDeviations(log: CheckLog, seen: ObservedPage): PageDeviation[] {
  const statement = pagingStatement(log, 'pastEnd');
  return Object.entries(listOf(log).paging.pastEnd).flatMap(([word, expected]) =>
    (word === 'items' ? [] : placesShown(log, seen, word as PagingWord))
      .filter(({ value }) => String(value) !== String(expected))
      .map(({ label, pointer, value }) => ({
        title: `${label} of a page behind the last one is not as documented`,
        expected: JSON.stringify(expected),
        actual: JSON.stringify(value),
        pointer,
        ...statement,
        exchange: seen.exchange,
      })),
  );
}

function deviationOf(
  seen: ObservedResponse,
  answer: FailureAnswer | undefined,
  statement: Statement,
): PageDeviation | undefined {
  const { exchange, status, reading } = seen;
  const actual = seen.page ? `${seen.page.items.length} rows` : `status ${status}: ${excerpt(reading.text)}`;
  if (answer) {
    const mismatch = answerMismatch(answer, status, reading);
    if (!mismatch) return undefined;
    return {
      title: 'the page behind the last one is not refused as documented',
      expected: `${mismatch.expected}, the answer ${answer.example}`,
      actual,
      pointer: mismatch.pointer,
      ...statement,
      exchange,
    };
  }
  if (isPage(seen) && seen.page.items.length === 0) return undefined;
  return {
    title: seen.page ? 'the page behind the last one has rows' : 'the page behind the last one is refused',
    expected: 'a page without rows',
    actual,
    ...statement,
    exchange,
  };
}

function stateOf(subject: Subject, answer: FailureAnswer | undefined): Statement {
  const { spec, operation } = subject;
  if (answer) {
    const own = `${operation.pointer}/x-confab/failures/past-the-end`;
    const isOwn = valueAt(spec.document, own) !== undefined;
    return { source: isOwn ? own : '/x-confab/failures/past-the-end', evidence: answer.evidence };
  }
  if (Object.keys(listOf(subject).paging.pastEnd).length > 0) return pagingStatement(subject, 'pastEnd');
  return {
    source: `${operation.pointer}/x-confab/paging/page`,
    evidence: { grade: 'assumed', reason: 'the document does not say what follows the last page' },
  };
}
