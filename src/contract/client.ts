import type { Credentials } from '../auth/client.ts';
import type { Send } from '../http/exchange.ts';
import { faultWords, isFault } from '../http/fault.ts';
import type { createRetry, Sent } from '../http/retry.ts';
import { Stopped } from '../http/stopped.ts';
import { type ObservedResponse, observeResponse } from '../result/observed-response.ts';
import type { PlannedRequest } from '../result/planned-request.ts';
import type { RequestValues } from '../spec/request-values.ts';
import type { Operation } from '../spec/spec.ts';
import { excerpt } from '../text/excerpt.ts';
import type { Announced } from './announced.ts';
import type { Budget } from './budget.ts';
import type { CheckLog, Subject } from './check-log.ts';
import type { CheckName } from './checks.ts';
import type { Contact } from './contact.ts';
import { refusesAccess } from './credentials/access.ts';
import { GivenUp, giveUpOn } from './given-up.ts';
import { logResponse } from './log-response.ts';
import { createSender } from './sender.ts';
import type { Familiarity } from './wrong-address.ts';

/** What a run talks to. */
export interface Target {
  /** For people: `the mock`, or the URL. */
  readonly name: string;
  /** What takes the place of the server's origin in the spec, a path prefix included; no slash at its end. */
  readonly base: string;
  readonly send: Send;
  /** Its data may change while it is checked, and nothing is known of its rows. */
  readonly live: boolean;
  /** It gives any answer that a Prefer header names, and no rows to a credential that says so: our own mock. */
  readonly steers?: boolean;
}

export interface Limits {
  /** The most pages of one walk. */
  readonly maxPages: number;
  /** The most rows that are loaded through one link; 50 when not given. */
  readonly maxLinks?: number;
  /** The most rows of one page, where the target takes fewer than the document allows. */
  readonly maxSize?: number;
  /** Slower responses are worth a finding, in milliseconds. */
  readonly slow: number;
}

/** Sends the requests of one operation's plan, and logs what each response shows by itself. */
export interface Client extends Subject {
  readonly log: CheckLog;
  readonly target: Target;
  readonly limits: Limits;
  readonly credentials: Credentials;
  /** A credential to which a target that can be steered shows no rows. */
  readonly nobody?: Credentials | undefined;
  /** What a request says that is planned without values of its own: the target answers it with rows. */
  readonly values: RequestValues;
  /** The clients of all operations of the run: what a link leads to is asked by the other's. */
  readonly clients: ReadonlyMap<Operation, Client>;
  /**
   * Sends a request, again if need be. Throws GivenUp when nothing comes that can be looked at, and Stopped when the
   * target seems to be gone, or does not let us in at all.
   */
  ask(planned: PlannedRequest): Promise<ObservedResponse>;
  /**
   * Sends a request once, whatever its answer asks for: it was asked for by name. An example is only noted as reached: it
   * was held against its schema when it was loaded, and what is said of rows need not be true of it.
   */
  askOnce(planned: PlannedRequest, isExample?: boolean): Promise<ObservedResponse>;
  /** Takes these values for its own from now on: the document's example is nobody's at this target. */
  startFrom(values: RequestValues): void;
}

interface ClientOptions
  extends Pick<Client, 'log' | 'target' | 'limits' | 'credentials' | 'nobody' | 'values' | 'clients'> {
  /** Sends in the pace that was asked for, and again after a throttled response. */
  readonly send: ReturnType<typeof createRetry>;
  readonly sendOnce: ReturnType<typeof createRetry>;
  /** The environment variables that hold the credentials, for messages. */
  readonly credentialNames: readonly string[];
  readonly budget: Budget;
  readonly announced: Announced;
  readonly contact: Contact;
  readonly familiarity: Familiarity;
}

/** What a fault that went away is told by; it is no finding of theirs. */
const FAULT_CHECKS = ['server-error', 'connection', 'slow'] as const;

export function createClient({
  send,
  sendOnce,
  credentialNames,
  budget,
  announced,
  contact,
  familiarity,
  ...options
}: ClientOptions): Client {
  const { log, limits } = options;
  const { spec, operation } = log;
  let wasLetIn = false;
  let own = options.values;

  const sendPlanned = createSender({ ...options, send, budget, own: () => own });
  const sendPlannedOnce = createSender({ ...options, send: sendOnce, budget, own: () => own });

  /** What was sent again is judged all the same, but for the fault itself: if that went away, it is told with its like. */
  function judgeRepeated({ exchange: last, repeated }: Sent, planned: PlannedRequest, values: RequestValues) {
    const hasPassed = !isFault(last);
    for (const exchange of repeated) {
      const { response } = exchange;
      const hasFault = isFault(exchange);
      if (hasFault && hasPassed) log.passing.push(exchange);
      if (!response || (hasFault && !hasPassed)) continue;
      const observed = observeResponse(operation, planned, exchange, response);
      logResponse(log, observed, { values, causes: ['rate-limited'], without: FAULT_CHECKS });
    }
  }

  return {
    ...options,
    spec,
    operation,
    get values() {
      return own;
    },
    startFrom(values) {
      own = values;
    },
    async ask(planned) {
      const { values = own, flaw, causes, purpose } = planned;
      announced.take(log);
      const sent = await sendPlanned(planned);
      const { exchange } = sent;
      judgeRepeated(sent, planned, values);
      if (!exchange.response) return contact.silent(log, exchange, purpose);
      const observed = observeResponse(operation, planned, exchange, exchange.response);
      familiarity.saw(spec, operation, observed);
      if (sent.throttled !== undefined) {
        // Who is let in at no time has seen nothing of the contract, not even how it is refused.
        if (contact.isKnown) logResponse(log, observed, { values, causes: ['rate-limited'] });
        return contact.throttled(log, sent.throttled);
      }
      contact.answered(() => sendPlanned(planned));
      // Who is not let in at all has seen nothing of the contract.
      const hasData = (observed.page?.items.length ?? 0) > 0;
      if (!wasLetIn && !hasData && !flaw && refusesAccess(operation, observed.status, observed.reading))
        throw notLetIn(observed, credentialNames);
      if (!flaw) wasLetIn = true;
      logResponse(log, observed, { values, slow: limits.slow, causes: flaw ? [flaw.cause] : causes });
      if (!exchange.response.complete)
        throw giveUpOn(
          log,
          new GivenUp('no-answer', `asked for ${purpose}, there came ${faultWords(exchange)}`),
        );
      return observed;
    },
    async askOnce(planned, isExample = false) {
      announced.take(log);
      const { exchange } = await sendPlannedOnce(planned);
      if (!exchange.response) return contact.silent(log, exchange, planned.purpose);
      const observed = observeResponse(operation, planned, exchange, exchange.response);
      logResponse(log, observed, {
        values: planned.values ?? own,
        causes: planned.causes,
        without: isExample ? log.checks.map(({ name }) => name as CheckName) : FAULT_CHECKS,
      });
      return observed;
    },
  };
}

/** The same client; those who use it keep what they see in another log. What responses show by themselves stays in its own. */
export function withLog(client: Client, log: CheckLog): Client {
  return { ...client, log };
}

/** The same client, asking by other values where a request is planned without. */
export function withValues(client: Client, values: RequestValues): Client {
  return { ...client, values, ask: (planned) => client.ask({ values, ...planned }) };
}

/** The same client, asking for pages of at most so many rows. */
export function withMaxSize(client: Client, maxSize: number): Client {
  return { ...client, limits: { ...client.limits, maxSize } };
}

function notLetIn({ status, reading, exchange }: ObservedResponse, names: readonly string[]): Stopped {
  const origin = new URL(exchange.request.url).origin;
  return new Stopped(
    'unauthorised',
    `${origin} does not let us in: status ${status}, ${excerpt(reading.text, 100) || 'no body'}. ` +
      `The credential comes from ${names.join(' and ') || 'nowhere'}: is it right, and may it ask for this?`,
  );
}
