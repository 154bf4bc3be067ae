import { headerOf } from '../http/exchange.ts';
import { namedFailure } from '../http/failure-match.ts';
import type { EntryKind } from '../result/ledger.ts';
import type { ObservedResponse } from '../result/observed-response.ts';
import { answerOfCode, choicesOf } from '../spec/answer-choice.ts';
import { type Cause, isCredentialCause } from '../spec/causes.ts';
import type { Json } from '../spec/json.ts';
import type { Operation } from '../spec/spec.ts';
import type { Client } from './client.ts';
import { unlessGivenUp } from './given-up.ts';
import { gradedMismatch } from './graded-mismatch.ts';

/**
 * Brings about what no request does, at a target that can be steered: our own mock gives every answer of its document
 * that a Prefer header names. Only what nothing else reached is asked for.
 */
export async function checkPreferred(client: Client): Promise<void> {
  for (const name of unreached(client, 'cause')) await askForCause(client, name as Cause);
  // A success has rows, which an answer that is made up has not.
  for (const name of unreached(client, 'status').filter(isFailure)) {
    const code = codeOf(client.operation, name);
    if (code !== undefined) await prefer(client, `code=${code}`);
  }
  for (const name of unreached(client, 'property')) {
    // An answer may have brought several about.
    if (!unreached(client, 'property').includes(name)) continue;
    const example = exampleWith(client.operation, name);
    if (example !== undefined) await prefer(client, `example="${example}"`, { isExample: !isFailure(name) });
  }
}

/** Whether an entry, `404` or `404/message`, is of an answer that is no success. */
function isFailure(entry: string): boolean {
  return !entry.startsWith('2');
}

/** How many requests that can be. */
export function mostPreferred(operation: Operation): number {
  const { causes, examples, codes } = choicesOf(operation);
  return causes.length + examples.length + codes.length;
}

async function askForCause(client: Client, cause: Cause): Promise<void> {
  const { log, operation } = client;
  const seen = await prefer(client, `cause=${cause}`, { causes: [cause] });
  const answer = seen && namedFailure(operation, cause);
  if (!answer) return;
  const wrong = gradedMismatch(log, answer, seen.status, seen.reading);
  log.saw(
    isCredentialCause(cause) ? 'credential-refusal' : 'refusal',
    wrong && {
      title: `the answer to ${cause} is not the documented one`,
      expected: `${wrong.expected}, asked for by Prefer`,
      actual: wrong.actual,
      pointer: wrong.pointer,
      source: answer.response.pointer,
      evidence: wrong.evidence,
      exchange: seen.exchange,
      entries: [`cause:${answer.cause}`],
    },
  );
}

/** The answer that a preference names; undefined where the target did not apply it. */
async function prefer(
  client: Client,
  preference: string,
  { causes, isExample = false }: { readonly causes?: readonly Cause[]; readonly isExample?: boolean } = {},
): Promise<ObservedResponse | undefined> {
  const seen = await unlessGivenUp(client.log, [], () =>
    client.askOnce(
      {
        purpose: `the answer of ${preference}`,
        ...(causes && { causes }),
        raw: { headers: { Prefer: preference } },
      },
      isExample,
    ),
  );
  const isApplied = headerOf(seen?.exchange.response?.headers ?? [], 'preference-applied') !== undefined;
  return isApplied ? seen : undefined;
}

function unreached({ log: { ledger } }: Client, kind: EntryKind): string[] {
  return ledger
    .entries()
    .filter((entry) => entry.kind === kind && entry.state === 'skipped' && entry.reason !== 'excluded')
    .map(({ name }) => name);
}

/** A code that brings a declared response about; of a range or `default`, one that has no response of its own. */
function codeOf(operation: Operation, status: string): number | undefined {
  if (/^[2-5]\d{2}$/.test(status)) return Number(status);
  return CODES.find((code) => answerOfCode(operation, code)?.response.status === status);
}

/** From what a failure may be to what it hardly is. */
const CODES = [...codes(500, 599), ...codes(400, 499), ...codes(300, 399), ...codes(200, 299)];

function codes(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** An example that has a property, as the ledger names it: `200/data/list/*` and so on. */
function exampleWith({ responses }: Operation, entry: string): string | undefined {
  const [status = '', ...path] = entry
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  for (const media of responses.get(status)?.content.values() ?? [])
    for (const [name, value] of media.examples) if (hasPath(value, path)) return `${status}/${name}`;
  return undefined;
}

function hasPath(value: Json | undefined, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return value !== undefined;
  if (typeof value !== 'object' || value === null) return false;
  if (name === '*') return Object.values(value).some((one) => hasPath(one, rest));
  return Object.hasOwn(value, name) && hasPath((value as Record<string, Json>)[name], rest);
}
