import type { Credentials } from '../auth/client.ts';
import type { Send, WireRequest } from '../http/exchange.ts';
import type { RetryingSend } from '../http/retry.ts';
import { Stopped } from '../http/stopped.ts';
import type { Ledger, Reason } from '../result/ledger.ts';
import type { Deviation, Observation } from '../result/observation.ts';
import { type ObservedResponse, observeResponse, type Page } from '../result/observed-response.ts';
import type { PlannedRequest } from '../result/planned-request.ts';
import type { Cause } from '../spec/causes.ts';
import { type RequestValues, toRequestParts } from '../spec/request-values.ts';
import type { Evidence, Operation, Spec } from '../spec/spec.ts';
import { excerpt } from '../text/excerpt.ts';
import { checkAnswer } from './answer/check-answer.ts';
import type { Check } from './check.ts';
import type { CheckName } from './checks.ts';
import { noteCovered } from './covered.ts';
import { refusesAccess } from './credentials/access.ts';

/** What a run talks to. */
export interface Target {
  /** For people: `the mock`, or the URL. */
  readonly name: string;
  /** What takes the place of the server's origin in the spec, a path prefix included; no slash at its end. */
  readonly base: string;
  readonly send: Send;
  /** Its data may change while it is looked at, and nothing is known of its rows. */
  readonly live: boolean;
}

interface SessionOptions {
  readonly spec: Spec;
  readonly operation: Operation;
  readonly target: Target;
  readonly credentials: Credentials;
  /** A request that the target answers with rows. */
  readonly values: RequestValues;
  readonly ledger: Ledger;
  /** Sends in the pace that was asked for, and again after a throttled answer. */
  readonly send: RetryingSend;
  /** The environment variables that hold the credentials, for messages. */
  readonly credentialNames: readonly string[];
  readonly limits: Limits;
  /** Whether a check takes part in this run. */
  readonly wants: (check: string) => boolean;
  /** The checks of this run, left out or not. */
  readonly checks: readonly Check[];
  /** Whether a statement of this evidence weighs anything in this run; requests that only serve others are saved. */
  readonly asserts: (evidence: Evidence) => boolean;
  /** Those of all operations of the run: what a link leads to is asked in the other's. */
  readonly sessions: ReadonlyMap<Operation, Session>;
}

export interface Limits {
  /** The most pages of one walk. */
  readonly maxPages: number;
  /** The most rows of one page, where the target takes fewer than the document allows. */
  readonly maxSize?: number;
  /** Slower answers are worth a finding, in milliseconds. */
  readonly slow: number;
}

/** One operation's run: asks, looks at every answer, and keeps what was seen. */
export interface Session extends Omit<SessionOptions, 'send'> {
  readonly observations: Observation[];
  readonly counts: { requests: number; checks: number };
  /** Sends a request and applies the checks of each answer to what comes. Throws Stopped when nothing comes. */
  ask(planned: PlannedRequest): Promise<ObservedResponse>;
  /** Takes these values for the session's own from now on: the document's example is nobody's at this target. */
  startFrom(values: RequestValues): void;
  /** Asks for rows; anything else is a finding of `accepts`, and undefined. */
  rows(planned: PlannedRequest): Promise<(ObservedResponse & { readonly page: Page }) | undefined>;
  /** Keeps what a check saw; nothing when it saw nothing wrong. Counts the check as done. */
  saw(check: CheckName, ...observations: readonly (Deviation | undefined)[]): void;
  skip(entry: string, reason: Reason, detail?: string): void;
}

export function createSession(options: SessionOptions): Session {
  const { operation, target, credentials, ledger, wants } = options;
  const observations: Observation[] = [];
  const counts = { requests: 0, checks: 0 };
  let wasLetIn = false;
  let own = options.values;

  function saw(check: CheckName, ...seen: readonly (Deviation | undefined)[]) {
    if (!wants(check)) return;
    counts.checks += 1;
    ledger.checked(`check:${check}`);
    for (const one of seen) if (one) observations.push({ ...one, check });
  }

  async function ask(planned: PlannedRequest): Promise<ObservedResponse> {
    const exchange = await options.send(() => {
      counts.requests += 1;
      return toWireRequest(planned);
    });
    if (!exchange.response)
      throw new Stopped(exchange.noAnswer?.why ?? 'unreachable', exchange.noAnswer?.message ?? 'no answer');
    const seen = observeResponse(operation, planned, exchange, exchange.response);
    // Who is not let in at all has seen nothing of the contract.
    const hasData = (seen.page?.items.length ?? 0) > 0;
    if (!wasLetIn && !hasData && !planned.flaw && refusesAccess(operation, seen.status, seen.reading))
      throw notLetIn(seen, options.credentialNames);
    if (!planned.flaw) wasLetIn = true;
    for (const [check, wrong] of checkAnswer(seen, options)) saw(check.name as CheckName, ...wrong);
    noteCovered(options.spec, ledger, operation, planned.values ?? own, seen, meantBy(planned));
    return seen;
  }

  async function toWireRequest({ values = own, flaw, raw = {} }: PlannedRequest): Promise<WireRequest> {
    const parts = toRequestParts(operation, values);
    const path = parts.target.split('?')[0] as string;
    const headers = {
      Accept: 'application/json, */*;q=0.5',
      ...parts.headers,
      ...(raw.contentType !== undefined && { 'Content-Type': raw.contentType }),
      ...raw.headers,
    };
    const url = target.base + (raw.query === undefined ? parts.target : `${path}?${raw.query}`);
    const proven = await credentials.apply(
      { method: parts.method, url, headers, body: raw.body ?? parts.body },
      flaw,
    );
    return { ...proven, headers: Object.entries(proven.headers), ...(flaw && { flaw: flaw.cause }) };
  }

  return {
    ...options,
    get values() {
      return own;
    },
    startFrom(values) {
      own = values;
    },
    observations,
    counts,
    ask,
    saw,
    skip: ledger.skip,
    async rows(planned) {
      const seen = await ask(planned);
      if (seen.kind === 'success' && seen.page) return seen as ObservedResponse & { page: Page };
      saw('accepts', {
        title: 'a valid request is refused',
        expected: `rows, asked for ${planned.purpose}`,
        actual: `status ${seen.status}: ${excerpt(seen.reading.text)}`,
        source: operation.pointer,
        evidence: operation.list?.success.evidence ?? { grade: 'documented', reason: '' },
        exchange: seen.exchange,
      });
      return undefined;
    },
  };
}

/** The causes that a request is meant to bring about; undefined: any. */
function meantBy({ flaw, causes }: PlannedRequest): readonly Cause[] | undefined {
  return flaw ? [flaw.cause] : causes;
}

function notLetIn({ status, reading, exchange }: ObservedResponse, names: readonly string[]): Stopped {
  const origin = new URL(exchange.request.url).origin;
  return new Stopped(
    'unauthorised',
    `${origin} does not let us in: status ${status}, ${excerpt(reading.text, 100) || 'no body'}. ` +
      `The credential comes from ${names.join(' and ') || 'nowhere'}: is it right, and may it ask for this?`,
  );
}
