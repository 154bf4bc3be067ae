import type { Credentials } from '../auth/client.ts';
import type { Send, WireRequest } from '../http/exchange.ts';
import type { createRetry } from '../http/retry.ts';
import { Stopped } from '../http/stopped.ts';
import { type ObservedResponse, observeResponse } from '../result/observed-response.ts';
import type { PlannedRequest } from '../result/planned-request.ts';
import { type RequestValues, toRequestParts } from '../spec/request-values.ts';
import type { Operation } from '../spec/spec.ts';
import { excerpt } from '../text/excerpt.ts';
import type { CheckLog, Subject } from './check-log.ts';
import { refusesAccess } from './credentials/access.ts';
import { logResponse } from './log-response.ts';

/** What a run talks to. */
export interface Target {
  /** For people: `the mock`, or the URL. */
  readonly name: string;
  /** What takes the place of the server's origin in the spec, a path prefix included; no slash at its end. */
  readonly base: string;
  readonly send: Send;
  /** Its data may change while it is checked, and nothing is known of its rows. */
  readonly live: boolean;
}

export interface Limits {
  /** The most pages of one walk. */
  readonly maxPages: number;
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
  /** What a request says that is planned without values of its own: the target answers it with rows. */
  readonly values: RequestValues;
  /** The clients of all operations of the run: what a link leads to is asked by the other's. */
  readonly clients: ReadonlyMap<Operation, Client>;
  /** Sends a request. Throws Stopped when nothing comes, or when the target does not let us in at all. */
  ask(planned: PlannedRequest): Promise<ObservedResponse>;
  /** Takes these values for its own from now on: the document's example is nobody's at this target. */
  startFrom(values: RequestValues): void;
}

interface ClientOptions
  extends Pick<Client, 'log' | 'target' | 'limits' | 'credentials' | 'values' | 'clients'> {
  /** Sends in the pace that was asked for, and again after a throttled response. */
  readonly send: ReturnType<typeof createRetry>;
  /** The environment variables that hold the credentials, for messages. */
  readonly credentialNames: readonly string[];
}

export function createClient({ send, credentialNames, ...options }: ClientOptions): Client {
  const { log, target, limits, credentials } = options;
  const { spec, operation } = log;
  let wasLetIn = false;
  let own = options.values;

  async function toWireRequest({ values = own, flaw, raw = {} }: PlannedRequest): Promise<WireRequest> {
    const parts = toRequestParts(operation, values, spec.exact);
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
    spec,
    operation,
    get values() {
      return own;
    },
    startFrom(values) {
      own = values;
    },
    async ask(planned) {
      const { values = own, flaw, causes } = planned;
      const exchange = await send(() => {
        log.counts.requests += 1;
        return toWireRequest(planned);
      });
      if (!exchange.response)
        throw new Stopped(exchange.noAnswer?.why ?? 'unreachable', exchange.noAnswer?.message ?? 'no answer');
      const observed = observeResponse(operation, planned, exchange, exchange.response);
      // Who is not let in at all has seen nothing of the contract.
      const hasData = (observed.page?.items.length ?? 0) > 0;
      if (!wasLetIn && !hasData && !flaw && refusesAccess(operation, observed.status, observed.reading))
        throw notLetIn(observed, credentialNames);
      if (!flaw) wasLetIn = true;
      logResponse(log, observed, { values, slow: limits.slow, causes: flaw ? [flaw.cause] : causes });
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
