import type { Flaw } from '../../auth/scheme-client.ts';
import type { ObservedResponse } from '../../result/observed-response.ts';
import { type Cause, CREDENTIAL_CAUSES } from '../../spec/causes.ts';
import { valueAt } from '../../spec/json-pointer.ts';
import type { Evidence, Operation } from '../../spec/spec.ts';
import { excerpt } from '../../text/excerpt.ts';
import type { Check } from '../check.ts';
import type { CheckLog, Subject } from '../check-log.ts';
import type { Client } from '../client.ts';
import { answerMismatch, namedFailure } from '../failure-match.ts';
import { firstAnswer, isAboutData } from '../requests/base.ts';
import { flawPurpose, flawTitle, whatItTakes } from './flaw-words.ts';
import { leakOf, showsData, tellTales } from './leak.ts';

export const CREDENTIAL = {
  name: 'credential',
  title: 'Without a right credential there is no data.',
  area: 'credential',
  needs: 'several-responses',
  offline: false,
} as const satisfies Check;

export const CREDENTIAL_REFUSAL = {
  name: 'credential-refusal',
  title: 'A refused credential gets the documented answer.',
  area: 'credential',
  needs: 'several-responses',
  offline: false,
} as const satisfies Check;

const CHECKS = ['check:credential', 'check:credential-refusal'] as const;

/** That one of these is not right follows from there being a credential at all. */
const PLAIN: readonly Cause[] = [
  'no-credential',
  'malformed-credential',
  'wrong-credential',
  'unknown-key',
  'wrong-signature',
];

/** Whether who has no right credential is refused, in the documented way and without getting any data. */
export async function checkCredentials(client: Client): Promise<void> {
  if (!client.log.wants('credential') && !client.log.wants('credential-refusal')) return;
  const { spec, operation, credentials } = client;
  if (isOpen(operation)) {
    const why = 'the operation may be asked without a credential';
    return skipAll(client.log, [...CHECKS, ...causesOf(client.log)], 'not-declared', why);
  }
  const base = await firstAnswer(client);
  if (base.kind !== 'success' && !isAboutData(operation, base)) {
    const why = `with a right credential it is refused, too: status ${base.status}`;
    return skipAll(client.log, [...CHECKS, ...causesOf(client.log)], 'no-rows', why);
  }
  const tales = tellTales(spec, operation, base.page);
  const asked = new Set<Cause>();
  for (const flaw of credentials.flaws) {
    const evidence = refusalEvidence(operation, flaw);
    if (!canTell(client, flaw)) continue;
    if (!client.log.asserts(evidence)) {
      skipCause(client.log, flaw.cause);
      continue;
    }
    if (flaw.cause === 'nonce-reused' && !(await useNonce(client))) continue;
    const seen = await client.ask({ purpose: flawPurpose(flaw), flaw });
    asked.add(flaw.cause);
    // Where there is nothing, nothing can be given away.
    const isLetIn = sawAccess(client, seen, flaw, evidence, tales, base.kind === 'success');
    if (!isLetIn) sawRefusal(client.log, seen, flaw);
  }
  explain(client.log, asked, base.kind === 'success');
}

/** Nobody need prove who they are. */
function isOpen({ security }: Operation): boolean {
  return security.length === 0 || security.some((requirement) => Object.keys(requirement).length === 0);
}

/** Tokens of an authorization server are all the same to an app in-process, which has no such server. */
function canTell({ spec, target }: Client, { cause, scheme }: Flaw): boolean {
  const { type } = spec.securitySchemes[scheme] ?? {};
  return target.live || cause !== 'wrong-credential' || (type !== 'oauth2' && type !== 'openIdConnect');
}

/** How well it is known that the flaw must be refused at all. */
function refusalEvidence(operation: Operation, { cause }: Flaw): Evidence {
  if (PLAIN.includes(cause)) return { grade: 'documented', reason: '' };
  const answer = namedFailure(operation, cause);
  return answer?.evidence ?? { grade: 'assumed', reason: `the document does not speak of ${cause}` };
}

/** A nonce is only used up by a request that is served. */
async function useNonce(client: Client): Promise<boolean> {
  const { kind } = await client.ask({ purpose: 'the request whose nonce is then used again' });
  return kind === 'success';
}

function sawAccess(
  client: Client,
  seen: ObservedResponse,
  flaw: Flaw,
  evidence: Evidence,
  tales: readonly string[],
  hasData: boolean,
): boolean {
  const { operation } = client;
  const documented = documentedExample(client, seen, flaw);
  const isLetIn = showsData(seen, operation, documented);
  const leak = isLetIn ? undefined : leakOf(seen, tales, client.credentials.secrets);
  if (!hasData && !isLetIn && leak === undefined) return false;
  const says = {
    source: securityPointer(client),
    evidence,
    exchange: seen.exchange,
    entries: [`cause:${flaw.cause}`],
  };
  const expected = `a refusal without data, asked with ${flawPurpose(flaw)}`;
  client.log.saw(
    'credential',
    isLetIn
      ? {
          title: `${flawTitle(flaw)} is taken for right`,
          expected,
          actual: `status ${seen.status}: ${excerpt(seen.reading.text)}`,
          ...says,
        }
      : undefined,
    leak === undefined
      ? undefined
      : {
          title: `the refusal of ${flawTitle(flaw)} gives data away`,
          expected,
          actual: `${leak}, with status ${seen.status}: ${excerpt(seen.reading.text)}`,
          ...says,
        },
  );
  return isLetIn;
}

function sawRefusal(log: CheckLog, seen: ObservedResponse, flaw: Flaw): void {
  const { operation } = log;
  const answer = namedFailure(operation, flaw.cause);
  if (!answer) return;
  const isPlainest = flaw.variant === undefined;
  const evidence: Evidence = isPlainest
    ? answer.evidence
    : { grade: 'assumed', reason: `which refusal ${flaw.variant} gets is told nowhere` };
  if (!log.asserts(evidence)) {
    if (isPlainest) skipCause(log, flaw.cause);
    return;
  }
  const wrong =
    documentedExample(log, seen, flaw) === undefined
      ? answerMismatch(answer, seen.status, seen.reading)
      : undefined;
  log.saw(
    'credential-refusal',
    wrong && {
      title: `the answer to ${flaw.cause} is not the documented one`,
      expected: `${wrong.expected}, asked with ${flawPurpose(flaw)}`,
      actual: wrong.actual,
      pointer: wrong.pointer,
      source: answer.response.pointer,
      evidence,
      exchange: seen.exchange,
      entries: [`cause:${answer.cause}`],
    },
  );
}

/**
 * The example that an answer agrees with: the cause's own. What is not the plainest way to a cause may be
 * refused for another one.
 */
function documentedExample(
  { operation }: Subject,
  { status, reading }: ObservedResponse,
  { cause, variant }: Flaw,
) {
  const causes = variant === undefined ? [cause] : CREDENTIAL_CAUSES;
  const answer = causes
    .map((one) => namedFailure(operation, one))
    .find((one) => one !== undefined && answerMismatch(one, status, reading) === undefined);
  return answer?.media.examples.get(answer.example);
}

function securityPointer({ spec, operation }: Subject): string {
  const own = `${operation.pointer}/security`;
  return valueAt(spec.document, own) === undefined ? '/security' : own;
}

/** Why some ways to be refused were not tried. */
function explain(log: CheckLog, asked: ReadonlySet<Cause>, hasData: boolean): void {
  for (const entry of causesOf(log)) {
    const cause = entry.slice('cause:'.length) as Cause;
    if (asked.has(cause)) log.skip(entry, 'not-provoked', 'none of the requests meant to got this answer');
    else log.skip(entry, 'no-credential', whatItTakes(cause));
  }
  if (!hasData) log.skip('check:credential', 'no-rows', 'there is no data that could be given away');
  else log.skip('check:credential', 'assumed');
  const isNamed = causesOf(log).length > 0;
  log.skip(
    'check:credential-refusal',
    isNamed ? 'assumed' : 'not-declared',
    isNamed ? undefined : 'the document names no answer to a wrong credential',
  );
}

function causesOf({ ledger }: CheckLog): string[] {
  return CREDENTIAL_CAUSES.filter((cause) => ledger.names('cause').includes(cause)).map(
    (cause) => `cause:${cause}`,
  );
}

/** A refusal that the document has no answer for is none of its statements. */
function skipCause(log: CheckLog, cause: Cause): void {
  if (log.ledger.has(`cause:${cause}`)) log.skip(`cause:${cause}`, 'assumed');
}

function skipAll(
  log: CheckLog,
  entries: readonly string[],
  reason: 'not-declared' | 'no-rows',
  detail: string,
): void {
  for (const entry of entries) log.skip(entry, reason, detail);
}
