import { randomUUID } from 'node:crypto';
import { emitWarning } from 'node:process';
import { givenByEnvironment, givenToMock, knownToMock } from './auth/given.ts';
import { createBudget } from './contract/budget.ts';
import { type CheckChoice, chooseChecks } from './contract/choose-checks.ts';
import type { Limits, Target } from './contract/client.ts';
import { INTERMITTENT_LEVELS, type IntermittentLevel } from './contract/intermittent.ts';
import { planRun } from './contract/run.ts';
import { withSafe } from './contract/with-safe.ts';
import { UsageError } from './errors.ts';
import { toBase } from './http/base.ts';
import { createFetchSend } from './http/fetch-send.ts';
import { limitRate } from './http/rate-limit.ts';
import { createWireSend } from './http/wire-send.ts';
import { createMock } from './mock/create-mock.ts';
import type { MockOptions } from './mock/mock.ts';
import { type BaselineOption, openBaseline } from './open-baseline.ts';
import { toCheckFacts } from './result/check-facts.ts';
import type { Result } from './result/result.ts';
import { checkGrade, type Grade } from './spec/grade.ts';
import { loadSpecs } from './spec/load-specs.ts';
import type { Spec } from './spec/spec.ts';

export type { Result } from './result/result.ts';

/** How much a run is, before it begins. What has to be sent again comes on top. */
export interface RunPlan {
  /** The most requests, of all vendors together. */
  readonly requests: number;
  /** The most requests a second; undefined without a limit. */
  readonly rate: number | undefined;
}

export interface CheckOptions extends CheckChoice {
  /** Built-in vendors by name, or files of OpenAPI documents; all built-in ones when not given. */
  readonly vendors?: readonly string[];
  /** Built-in profiles, as `vendor.profile`. */
  readonly profiles?: readonly string[];
  /** Files of OpenAPI Overlays. */
  readonly overlays?: readonly string[];
  /** Refuses a document in which anything is wrong, also what hinders nothing and is else told by `warn`. Default false. */
  readonly strict?: boolean;
  /** Operations, by id, that may be called although their documents do not call them safe. */
  readonly safe?: readonly string[];
  /** An earlier result, or the file of its JSON report: what it found is known and does not fail, what is gone is told. */
  readonly baseline?: BaselineOption;
  /** What takes the place of the spec's server origin, with a path prefix if need be. Without it the built-in mock is checked, in-process. */
  readonly url?: string;
  /** A target in-process instead of `url`; it is asked under `http://confab.localhost/<vendor>/…`. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** Where credentials for `url` come from. Default `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Statements down to this grade fail: `documented` when a `url` is given, else `assumed`. */
  readonly grade?: Grade;
  /** The most requests a second; default 5 for a `url` that is not on this machine, else no limit. */
  readonly rate?: number;
  /** How long an answer may take, in milliseconds; from half of it one is slow. Default 10,000. */
  readonly timeout?: number;
  /** The longest wait that a throttled request may be asked for, in milliseconds; what needs a longer one is skipped. Default 60,000. */
  readonly maxWait?: number;
  /** What a fault of transport is that goes away when the request is sent again: `warning`, or `error` to fail. Default `warning`. */
  readonly intermittent?: IntermittentLevel;
  /** The most requests of a run, all vendors together; what they do not reach is in the ledger as `budget`. No limit when not given. */
  readonly maxRequests?: number;
  /** The most pages of one walk. Default 50. */
  readonly maxPages?: number;
  /** The most rows of a list that are loaded through one link. Default 50. */
  readonly maxLinks?: number;
  /** The seed of the built-in mock's rows. Default 1. */
  readonly seed?: number;
  /** The rows of the built-in mock, as createMock takes them. Default 237. */
  readonly rows?: MockOptions['rows'];
  /** Told in a sentence what should not go unseen, such as what is wrong in a document. Default: a warning of the process. */
  readonly warn?: (sentence: string) => void;
  /** Told at each request: which operation is asked, and how many requests its vendor got so far. */
  readonly progress?: (vendor: string, operation: string, requests: number) => void;
  /** Told before the first request how many there will be at most. */
  readonly planned?: (plan: RunPlan) => void;
  /** Ends the run early: what was seen so far is its result. */
  readonly signal?: AbortSignal;
}

const DEFAULT_TIMEOUT = 10_000;
const DEFAULT_PAGES = 50;
const DEFAULT_RATE = 5;
/** A server on this machine is back at once, or not at all. In this process there is nothing to wait for. */
const [BACK_OFF, BACK_OFF_HERE] = [500, 20];

/**
 * Holds the built-in mock, or the service at a URL, against the specs. Throws a SpecError for a document
 * that cannot be used and a UsageError for an option that makes no sense or a credential that is missing;
 * a broken contract is no error but a list of findings.
 */
export async function checkContract(options: CheckOptions = {}): Promise<Result> {
  const { vendors, profiles, overlays, strict, url, warn = emitWarning } = options;
  refuseNonsense(options);
  const { checks, wants } = chooseChecks(options);
  const baseline = await openBaseline(options.baseline);
  const at = Date.now();
  const start = performance.now();
  // The mock tells them, too.
  const told = url !== undefined || options.fetch ? { warn } : {};
  const loaded = await loadSpecs({ vendors, profiles, overlays, strict, ...told, lines: true });
  const specs = withSafe(loaded, options.safe ?? []);
  baseline.check(specs);
  const isReal = url !== undefined;
  const grade = options.grade ?? (isReal ? 'documented' : 'assumed');
  const limits: Limits = {
    maxPages: options.maxPages ?? DEFAULT_PAGES,
    ...(options.maxLinks !== undefined && { maxLinks: options.maxLinks }),
    // Nothing comes behind the timeout: what is slow must be known before.
    slow: (options.timeout ?? DEFAULT_TIMEOUT) / 2,
  };
  const targetOf = isReal ? toRealTarget(url, options) : await toLocalTarget(specs, options);
  const budget = createBudget(options.maxRequests);
  const givenOf = isReal ? givenByEnvironment(specs, options.env ?? process.env) : givenToMock;
  const runs = specs.map((spec) => {
    const target = targetOf(spec);
    return planRun({
      spec,
      target,
      ...givenOf(spec),
      asserted: grade,
      limits,
      checks,
      wants,
      send: target.send,
      now: Date.now,
      nonce: randomUUID,
      budget,
      retry: {
        random: Math.random,
        backOff: isReal ? (toBase(url).isHere ? BACK_OFF_HERE : BACK_OFF) : 0,
        ...(options.maxWait !== undefined && { maxWait: options.maxWait }),
      },
      ...(options.intermittent && { intermittent: options.intermittent }),
      progress: (operation, requests) => options.progress?.(spec.name, operation, requests),
      signal: options.signal,
    });
  });
  if (options.planned) {
    const most = runs.reduce((sum, run) => sum + run.mostRequests(), 0);
    const requests = Math.min(most, options.maxRequests ?? most);
    options.planned({ requests, rate: isReal ? rateAt(url, options) : undefined });
  }
  const results = await Promise.all(runs.map(({ run }) => run()));
  return baseline.apply({
    format: 1,
    at,
    milliseconds: performance.now() - start,
    grade,
    specs: results,
    catalogue: toCheckFacts(checks),
  });
}

/** What a compiler cannot see. */
function refuseNonsense({ url, fetch, grade, intermittent, maxWait, ...numbers }: CheckOptions): void {
  if (url !== undefined && fetch !== undefined) throw new UsageError('give url or fetch, not both');
  checkGrade(grade);
  if (intermittent !== undefined && !INTERMITTENT_LEVELS.some((level) => level === intermittent))
    throw new UsageError(`intermittent: ${intermittent} is not ${INTERMITTENT_LEVELS.join(' or ')}`);
  if (maxWait !== undefined && !(maxWait >= 0 && Number.isFinite(maxWait)))
    throw new UsageError(`maxWait: ${maxWait} is not a number of milliseconds from 0 on`);
  if (numbers.maxRequests !== undefined && !Number.isInteger(numbers.maxRequests))
    throw new UsageError(`maxRequests: ${numbers.maxRequests} is not a whole number above 0`);
  for (const name of ['rate', 'timeout', 'maxPages', 'maxLinks', 'maxRequests'] as const) {
    const value = numbers[name];
    if (value !== undefined && !(value > 0 && Number.isFinite(value)))
      throw new UsageError(`${name}: ${value} is not a number above 0`);
  }
}

/** The most requests a second at a URL; undefined without a limit. */
function rateAt(url: string, { rate }: CheckOptions): number | undefined {
  return rate ?? (toBase(url).isHere ? undefined : DEFAULT_RATE);
}

function toRealTarget(url: string, options: CheckOptions): (spec: Spec) => Target {
  const { base } = toBase(url);
  const { timeout = DEFAULT_TIMEOUT } = options;
  const send = limitRate(createWireSend({ timeout, tellsAll: true }), {
    rate: rateAt(url, options),
  });
  return () => ({ name: base, base, send, live: true });
}

async function toLocalTarget(
  specs: readonly Spec[],
  { vendors, profiles, overlays, strict, seed, rows, fetch, warn }: CheckOptions,
): Promise<(spec: Spec) => Target> {
  const keys = Object.fromEntries(specs.map((spec) => [spec.name, knownToMock(spec)]));
  const options = { vendors, profiles, overlays, strict, seed, rows, keys, warn };
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  // Strict: a key that is wrong must be seen to be refused.
  const answer = fetch ?? (await createMock({ ...(given as MockOptions), strictKeys: true })).fetch;
  const send = createFetchSend(answer);
  const steers = fetch === undefined;
  return ({ name }) => ({
    name: 'the mock',
    base: `http://confab.localhost/${name}`,
    send,
    live: false,
    steers,
  });
}
