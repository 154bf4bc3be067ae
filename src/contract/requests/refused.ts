import { answerMismatch, namedFailure } from '../../http/failure-match.ts';
import type { ObservedResponse } from '../../result/observed-response.ts';
import { BROADER, type Cause } from '../../spec/causes.ts';
import type { FailureAnswer } from '../../spec/failure-of.ts';
import { weakest } from '../../spec/grade.ts';
import { excerpt } from '../../text/excerpt.ts';
import type { Check } from '../check.ts';
import type { CheckLog } from '../check-log.ts';
import type { Client } from '../client.ts';
import { showsData } from '../credentials/leak.ts';
import { unlessGivenUp } from '../given-up.ts';
import { gradedMismatch } from '../graded-mismatch.ts';
import { firstAnswer, isAboutData } from './base.ts';
import { toForbidden } from './forbidden.ts';

type SampleRequests = ReturnType<typeof toForbidden>;

export const REFUSES = {
  name: 'refuses',
  title: 'Requests that the document forbids are refused, and never answered with data.',
  area: 'request',
  needs: 'several-responses',
  offline: false,
} as const satisfies Check;

export const REFUSAL = {
  name: 'refusal',
  title: 'A refusal is the documented one: status, body, code.',
  area: 'request',
  needs: 'several-responses',
  offline: false,
} as const satisfies Check;

/** The causes that lie in the request itself. */
const CAUSES: readonly Cause[] = [
  'missing-parameter',
  'invalid-parameter',
  'malformed-body',
  'wrong-content-type',
];

/** Checks that what the document forbids is refused, and in the documented way. */
export async function checkRefusals(client: Client): Promise<void> {
  if (!client.log.wants('refuses') && !client.log.wants('refusal')) return;
  const base = await firstAnswer(client);
  if (base.kind !== 'success' && !isAboutData(client.operation, base)) {
    const why = `what the document allows is refused, too: status ${base.status}`;
    for (const entry of CAUSES.map((cause) => `cause:${cause}`))
      if (client.log.ledger.has(entry)) client.log.skip(entry, 'no-rows', why);
    return;
  }
  const plan = toForbidden(client).filter(({ evidence }) => client.log.asserts(evidence));
  for (const forbidden of plan) {
    const entries = [...forbidden.entries, ...causeEntries(client.log, forbidden.causes)];
    await unlessGivenUp(client.log, entries, () => expectRefusal(client, forbidden));
  }
  explain(client.log, plan);
}

async function expectRefusal(client: Client, forbidden: SampleRequests[number]): Promise<void> {
  const { operation } = client;
  const { planned, purpose, title, causes, label, keyword, source, evidence, entries } = forbidden;
  const { mayNameNothing } = forbidden;
  const seen = await client.ask({ ...planned, purpose, causes });
  // An empty list is an answer to what nothing has.
  if (mayNameNothing && seen.kind === 'success' && seen.page?.items.length === 0) return;
  const answers = causes.flatMap((cause) => namedFailure(operation, cause, label, keyword) ?? []);
  const documented = answers.find(
    (answer) => !answerMismatch(answer, seen.status, seen.reading, { parameter: label }),
  );
  const isDocumented = documented !== undefined;
  const says = { source, evidence, exchange: seen.exchange, entries };
  const hasData = showsData(client.spec, seen, operation, documented?.media.examples.get(documented.example));
  client.log.saw(
    'refuses',
    hasData
      ? {
          title: `${title} is answered with data`,
          expected: `a refusal, asked for ${purpose}`,
          actual: `status ${seen.status}: ${excerpt(seen.reading.text)}`,
          ...says,
        }
      : undefined,
    !isDocumented && seen.status >= 500
      ? {
          title: `${title} makes the server fail`,
          expected: `a refusal, asked for ${purpose}`,
          actual: `status ${seen.status}: ${excerpt(seen.reading.text)}`,
          ...says,
        }
      : undefined,
  );
  const [answer] = answers;
  // That it was not refused at all is reported already.
  if (answer && !hasData && seen.status < 500) sawRefusal(client.log, forbidden, seen, answer);
}

function sawRefusal(
  log: CheckLog,
  { purpose, evidence, label, causes, keyword }: SampleRequests[number],
  seen: ObservedResponse,
  first: FailureAnswer,
): void {
  const { operation } = log;
  const answers = causes.flatMap((cause) => namedFailure(operation, cause, label, keyword) ?? []);
  const facts = { parameter: label };
  const isRight = answers.some(
    (answer) => answerMismatch(answer, seen.status, seen.reading, facts) === undefined,
  );
  const wrong = isRight ? undefined : gradedMismatch(log, first, seen.status, seen.reading, facts);
  log.saw(
    'refusal',
    wrong && {
      title: `the answer to ${first.cause} is not the documented one`,
      expected: `${wrong.expected}, asked for ${purpose}`,
      actual: wrong.actual,
      pointer: wrong.pointer,
      source: first.response.pointer,
      evidence: weakest(wrong.evidence, evidence),
      exchange: seen.exchange,
      entries: [`cause:${first.cause}`],
    },
  );
}

function causeEntries({ ledger }: CheckLog, causes: readonly Cause[]): string[] {
  return causes.map((cause) => `cause:${cause}`).filter(ledger.has);
}

function explain(log: CheckLog, plan: SampleRequests): void {
  const { ledger } = log;
  if (plan.length === 0) {
    const why = 'the document forbids nothing that counts in this run';
    for (const check of ['refuses', 'refusal']) log.skip(`check:${check}`, 'not-declared', why);
  }
  log.skip('check:refusal', 'not-declared', 'the document names no answer to what it forbids');
  const asked = new Set(plan.flatMap(({ causes }) => causes));
  for (const name of ledger.names('cause')) {
    const cause = name as Cause;
    if (!CAUSES.includes(cause)) continue;
    const isAsked = [...asked].some((one) => one === cause || BROADER[one] === cause);
    if (isAsked) log.skip(`cause:${cause}`, 'not-provoked', 'none of the requests meant to got this answer');
    else log.skip(`cause:${cause}`, 'not-declared', 'the document forbids nothing for this cause');
  }
}
