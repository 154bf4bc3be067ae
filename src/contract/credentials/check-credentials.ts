import type { Flaw } from '../../auth/scheme-client.ts';
import { namedFailure } from '../../http/failure-match.ts';
import { type Cause, CREDENTIAL_CAUSES } from '../../spec/causes.ts';
import type { Evidence, Operation } from '../../spec/spec.ts';
import type { Check } from '../check.ts';
import type { CheckLog } from '../check-log.ts';
import type { Client } from '../client.ts';
import { unlessGivenUp } from '../given-up.ts';
import { firstAnswer, isAboutData } from '../requests/base.ts';
import { evaluateAccess, evaluateRefusal, securityStatement, skipCause } from './evaluate-flaw.ts';
import { flawPurpose, whatItTakes } from './flaw-words.ts';
import { tellTales } from './leak.ts';

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

/** credential and credential-refusal: who has no right credential gets no data, and the documented refusal. */
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
    const evidence = refusalEvidence(client, flaw);
    if (!canTell(client, flaw)) continue;
    if (!client.log.asserts(evidence)) {
      if (flaw.variant === undefined) skipCause(client.log, flaw.cause);
      continue;
    }
    const entries = client.log.ledger.has(`cause:${flaw.cause}`) ? [`cause:${flaw.cause}`] : [];
    await unlessGivenUp(client.log, entries, async () => {
      if (flaw.cause === 'nonce-reused' && !(await useNonce(client))) return;
      const seen = await client.ask({ purpose: flawPurpose(flaw), flaw });
      asked.add(flaw.cause);
      // Where there is nothing, nothing can be given away.
      const isLetIn = evaluateAccess(client, seen, flaw, evidence, tales, base.kind === 'success');
      if (!isLetIn) evaluateRefusal(client.log, seen, flaw);
    });
  }
  explain(client.log, asked, base.kind === 'success');
}

/** Whether requests need no credential. */
function isOpen({ security }: Operation): boolean {
  return security.length === 0 || security.some((requirement) => Object.keys(requirement).length === 0);
}

/**
 * Tokens of an authorization server are all the same to an app in-process, which has no such server; so is the wrong
 * key of another bearer scheme, where such a token would do instead.
 */
function canTell({ spec, operation, target }: Client, { cause, scheme, under }: Flaw): boolean {
  if (target.live) return true;
  if (under !== undefined) return !operation.security.some((one) => Object.keys(one).some(isWayIn));
  if (cause !== 'wrong-credential') return true;
  const isIssued = (name: string) => ISSUED.includes(spec.securitySchemes[name]?.type ?? '');
  if (isIssued(scheme)) return false;
  const { type, scheme: kind } = (spec.securitySchemes[scheme] ?? {}) as { type?: string; scheme?: string };
  const isBearer = type === 'http' && kind?.toLowerCase() === 'bearer';
  return !(isBearer && operation.security.some((one) => Object.keys(one).every(isIssued)));

  /** Whether the word before the credential is that of another scheme, for which it may be as right as any other text. */
  function isWayIn(name: string): boolean {
    const { type, scheme: word } = (spec.securitySchemes[name] ?? {}) as { type?: string; scheme?: string };
    const words = type === 'http' ? word : ISSUED.includes(type ?? '') ? 'Bearer' : undefined;
    return words?.toLowerCase() === under?.toLowerCase();
  }
}

const ISSUED: readonly string[] = ['oauth2', 'openIdConnect'];

/** How well it is known that a request with this flaw must be refused at all. */
function refusalEvidence(client: Client, { cause, evidence }: Flaw): Evidence {
  if (evidence) return evidence;
  if (PLAIN.includes(cause)) return securityStatement(client).evidence;
  const answer = namedFailure(client.operation, cause);
  return answer?.evidence ?? { grade: 'assumed', reason: `the document does not speak of ${cause}` };
}

/** A nonce is only used up by a request that is served. */
async function useNonce(client: Client): Promise<boolean> {
  const { kind } = await client.ask({ purpose: 'the request whose nonce is then used again' });
  return kind === 'success';
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

function skipAll(
  log: CheckLog,
  entries: readonly string[],
  reason: 'not-declared' | 'no-rows',
  detail: string,
): void {
  for (const entry of entries) log.skip(entry, reason, detail);
}
