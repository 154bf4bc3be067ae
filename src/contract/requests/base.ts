import { answerMismatch, namedFailure } from '../../http/failure-match.ts';
import type { Reason } from '../../result/ledger.ts';
import type { ObservedPage, ObservedResponse } from '../../result/observed-response.ts';
import type { Cause } from '../../spec/causes.ts';
import { madeUpField } from '../../spec/made-up-field.ts';
import type { Operation } from '../../spec/spec.ts';
import { statementAt } from '../../spec/statement.ts';
import { excerpt } from '../../text/excerpt.ts';
import type { Client } from '../client.ts';
import { targetOf } from '../relations/links/target.ts';

const known = new WeakMap<Client, Promise<ObservedResponse>>();

/**
 * The response to the client's own request, of which all others are changes; sent once a client. undefined: it
 * did not succeed, so nothing can be said about its changes; the ledger says why.
 */
export async function baseOf(client: Client): Promise<ObservedResponse | undefined> {
  const seen = await firstAnswer(client);
  return seen.kind === 'success' ? seen : undefined;
}

/** The same, whether it succeeded or not. */
export function firstAnswer(client: Client): Promise<ObservedResponse> {
  const asked = known.get(client) ?? askBase(client);
  known.set(client, asked);
  return asked;
}

async function askBase(client: Client): Promise<ObservedResponse> {
  const { operation } = client;
  const { ledger } = client.log;
  const seen = await askListed(client, await client.ask({ purpose: "the document's example" }));
  if (seen.kind === 'success') return seen;
  const isSilent = seen.response !== undefined && !documentsSuccess(operation);
  const skipAll = (reason: Reason, detail: string) => {
    for (const kind of ['parameter', 'enum'] as const)
      for (const name of ledger.names(kind)) client.log.skip(`${kind}:${name}`, reason, detail);
    for (const check of ['accepts', 'refuses', 'refusal']) client.log.skip(`check:${check}`, reason, detail);
  };
  const madeUp = seen.status < 500 ? madeUpField(client.spec, operation, client.values) : undefined;
  if (isSilent) skipAll('not-declared', 'the document names no success of this operation');
  else if (madeUp)
    skipAll('no-rows', `the document has no example of ${madeUp.label}, and what was made up is refused`);
  else
    skipAll(
      'no-rows',
      `the request that others are changed from got status ${seen.status}: ${excerpt(seen.reading.text, 100)}`,
    );
  if (isSilent || madeUp || isAboutData(operation, seen)) return seen;
  client.log.saw('accepts', {
    title: 'a valid request is refused',
    expected: "a success, asked for the document's example",
    actual: `status ${seen.status}: ${excerpt(seen.reading.text)}`,
    source: operation.pointer,
    evidence: statementAt(client.spec, operation.pointer, 'x-confab/items').evidence,
    exchange: seen.exchange,
  });
  return seen;
}

/** Where the document's example names nothing at the target, a row that another operation lists is asked for. */
async function askListed(client: Client, first: ObservedResponse): Promise<ObservedResponse> {
  if (!isAboutData(client.operation, first)) return first;
  for (const other of client.clients.values()) {
    const { list } = other.operation;
    if (list?.shows !== 'many') continue;
    const targets = list.success.links.map((link) => targetOf(other, link));
    const target = targets.find((one) => one?.client === client);
    const listed = target && (await firstAnswer(other));
    const values = listed?.page?.items.length ? target?.valuesOf(listed as ObservedPage, 0) : undefined;
    if (!values) continue;
    client.startFrom(values);
    return client.ask({ purpose: 'the first row that is listed' });
  }
  return first;
}

const ABOUT_DATA: readonly Cause[] = ['not-found', 'past-the-end', 'gone'];

/** Whether a request was refused because of the rows that there are, not because of what it says. */
export function isAboutData(operation: Operation, { kind, status, reading }: ObservedResponse): boolean {
  if (kind !== 'failure') return false;
  if (isUnknown(operation, status)) return true;
  return ABOUT_DATA.some((cause) => {
    const answer = namedFailure(operation, cause);
    return answer?.cause === cause && answerMismatch(answer, status, reading) === undefined;
  });
}

/** Where the document does not say how a row that is not there is answered, HTTP does. */
function isUnknown(operation: Operation, status: number): boolean {
  if (namedFailure(operation, 'not-found') !== undefined) return false;
  // What can only be one of a few listed values names no row.
  const names = operation.fields.some(
    ({ required, paging, schema }) => required && paging === undefined && schema.enum === undefined,
  );
  return names && (status === 404 || status === 410);
}

function documentsSuccess({ responses }: Operation): boolean {
  return [...responses.keys()].some((status) => /^(2|default)/.test(status));
}
