import type { ObservedResponse } from '../../result/observed-response.ts';
import type { Cause } from '../../spec/causes.ts';
import type { Operation } from '../../spec/spec.ts';
import { excerpt } from '../../text/excerpt.ts';
import { answerMismatch, namedFailure } from '../failure-match.ts';
import { targetOf } from '../relations/links/target.ts';
import type { ObservedPage } from '../relations/walk.ts';
import type { Session } from '../session.ts';

const known = new WeakMap<Session, Promise<ObservedResponse>>();

/**
 * The answer to the request that all others are changed from, asked for once a session. undefined: it did not
 * succeed, so that nothing can be said about its changes; the ledger knows why.
 */
export async function baseOf(session: Session): Promise<ObservedResponse | undefined> {
  const seen = await firstAnswer(session);
  return seen.kind === 'success' ? seen : undefined;
}

/** The same, whatever was answered. */
export function firstAnswer(session: Session): Promise<ObservedResponse> {
  const asked = known.get(session) ?? askBase(session);
  known.set(session, asked);
  return asked;
}

async function askBase(session: Session): Promise<ObservedResponse> {
  const { operation, ledger } = session;
  const seen = await askListed(session, await session.ask({ purpose: "the document's example" }));
  if (seen.kind === 'success') return seen;
  const detail = `the request that others are changed from got status ${seen.status}: ${excerpt(seen.reading.text, 100)}`;
  for (const kind of ['parameter', 'enum'] as const)
    for (const name of ledger.names(kind)) session.skip(`${kind}:${name}`, 'no-rows', detail);
  for (const check of ['accepts', 'refuses', 'refusal']) session.skip(`check:${check}`, 'no-rows', detail);
  if (isAboutData(operation, seen)) return seen;
  session.saw('accepts', {
    title: 'a valid request is refused',
    expected: "a success, asked for the document's example",
    actual: `status ${seen.status}: ${excerpt(seen.reading.text)}`,
    source: operation.pointer,
    evidence: operation.list?.success.evidence ?? { grade: 'documented', reason: '' },
    exchange: seen.exchange,
  });
  return seen;
}

/** Where the document's example is nobody's, a row that another operation lists takes its place. */
async function askListed(session: Session, first: ObservedResponse): Promise<ObservedResponse> {
  if (!isAboutData(session.operation, first)) return first;
  for (const other of session.sessions.values()) {
    const { list } = other.operation;
    if (list?.shows !== 'many') continue;
    const targets = list.success.links.map((link) => targetOf(other, link));
    const target = targets.find((one) => one?.session === session);
    const listed = target && (await firstAnswer(other));
    const values = listed?.page?.items.length ? target?.valuesOf(listed as ObservedPage, 0) : undefined;
    if (!values) continue;
    session.startFrom(values);
    return session.ask({ purpose: 'the first row that is listed' });
  }
  return first;
}

const ABOUT_DATA: readonly Cause[] = ['not-found', 'past-the-end', 'gone'];

/** Whether a request was refused for the rows that there are, and not for what it says. */
export function isAboutData(operation: Operation, { kind, status, reading }: ObservedResponse): boolean {
  if (kind !== 'failure') return false;
  return ABOUT_DATA.some((cause) => {
    const answer = namedFailure(operation, cause);
    return answer?.cause === cause && answerMismatch(answer, status, reading) === undefined;
  });
}
