import { type Credentials, createCredentials } from '../auth/client.ts';
import type { Given } from '../auth/given.ts';
import { magicCredential } from '../auth/scope-credentials.ts';
import { testCredential } from '../auth/test-credential.ts';
import { createAbortable, createYield } from '../http/abort.ts';
import type { Send } from '../http/exchange.ts';
import { REAL_TIMER } from '../http/rate-limit.ts';
import { createRetry, type RetryOptions } from '../http/retry.ts';
import { createLedger } from '../result/ledger.ts';
import type { Grade } from '../spec/grade.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import type { Announced } from './announced.ts';
import { type Budget, createBudget } from './budget.ts';
import type { Check } from './check.ts';
import { ledgerChecks } from './check-evidence.ts';
import { type CheckLog, createCheckLog } from './check-log.ts';
import { type Client, createClient, type Limits, type Target } from './client.ts';
import type { Contact } from './contact.ts';
import { isThrottled } from './credentials/access.ts';
import type { Familiarity } from './wrong-address.ts';

export interface ClientsOptions extends Given {
  readonly spec: Spec;
  readonly target: Target;
  /** Statements down to this grade fail. */
  readonly asserted: Grade;
  readonly limits: Limits;
  readonly checks: readonly Check[];
  readonly wants: (check: string) => boolean;
  readonly send: Send;
  /** The clock, in epoch milliseconds. */
  readonly now: () => number;
  readonly nonce: () => string;
  /** How requests are sent again. */
  readonly retry?: Pick<RetryOptions, 'random' | 'maxWait' | 'backOff'>;
  /** Shared by the runs of several specs; without limit when not given. */
  readonly budget?: Budget;
  /** Told at each request: the operation, and how many requests there were so far. */
  readonly progress?: (operation: string, requests: number) => void;
  /** Ends the run early: what was seen so far is its result. */
  readonly signal?: AbortSignal | undefined;
}

/** A client of each operation. They know each other: what a link leads to is asked by another one. */
export function createClients(
  options: ClientsOptions,
  operations: readonly Operation[],
  run: { readonly contact: Contact; readonly familiarity: Familiarity; readonly announced: Announced },
): Map<Operation, Client> {
  const { target, limits, valuesOf, variables, signal, budget = createBudget() } = options;
  const clients = new Map<Operation, Client>();
  const until = createAbortable(signal);
  const yieldTurn = createYield();
  let sent = 0;
  for (const operation of operations) {
    const send: Send = async (request) => {
      sent += 1;
      options.progress?.(operation.id, sent);
      await yieldTurn();
      return until(options.send(request));
    };
    const client = createClient({
      ...run,
      budget,
      log: createLog(options, operation),
      target,
      limits,
      clients,
      credentials: credentialsOf(options, operation),
      credentialNames: [...variables.values()],
      values: valuesOf(operation),
      nobody: target.steers ? nobodyOf(options, operation) : undefined,
      sendOnce: async (make) => ({ exchange: await send(await make()), repeated: [] }),
      send: createRetry(send, {
        ...options.retry,
        isThrottled: (exchange) => isThrottled(operation, exchange),
        timer: { wait: (milliseconds) => until(REAL_TIMER.wait(milliseconds)) },
      }),
    });
    clients.set(operation, client);
  }
  return clients;
}

function createLog({ spec, checks, wants, asserted }: ClientsOptions, operation: Operation): CheckLog {
  const own = ledgerChecks(checks, spec, operation);
  const ledger = createLedger(spec, operation, own, asserted);
  for (const { name } of own) if (!wants(name)) ledger.skip(`check:${name}`, 'excluded');
  return createCheckLog({ spec, operation, ledger, checks, wants, asserted });
}

function credentialsOf({ spec, secrets, now, nonce }: ClientsOptions, { security }: Operation): Credentials {
  const [first = {}] = security;
  return createCredentials(Object.keys(first), spec.securitySchemes, secrets, { now, nonce });
}

/** undefined where an operation asks for no credential, so that none can say anything. */
function nobodyOf(options: ClientsOptions, operation: Operation): Credentials | undefined {
  const [name, ...others] = Object.keys(operation.security[0] ?? {});
  if (name === undefined) return undefined;
  const { spec } = options;
  const own = { [name]: magicCredential(spec.securitySchemes[name], 'empty') };
  const secrets = others.map((other) => [other, testCredential(spec.securitySchemes[other])] as const);
  return credentialsOf({ ...options, secrets: { ...Object.fromEntries(secrets), ...own } }, operation);
}
