import { createAuthenticator } from '../auth/authenticator.ts';
import type { Magic } from '../auth/marks.ts';
import type { AuthOutcome } from '../auth/types.ts';
import type { Drifts } from '../control/drift.ts';
import type { Scope } from '../control/scope.ts';
import type { Scopes } from '../control/scopes.ts';
import type { Holds } from '../http/holds.ts';
import type { Rows } from '../rows/rows.ts';
import { servedType } from '../spec/media-type.ts';
import type { RequestValues } from '../spec/request-values.ts';
import type { Listing, Operation, Spec } from '../spec/spec.ts';
import { asHeader } from '../text/as-header.ts';
import { createRefuse } from './failures.ts';
import type { Incoming } from './incoming.ts';
import { createShow } from './list.ts';
import type { MockResponse } from './mock-response.ts';
import { createNegotiate } from './negotiate.ts';
import { noScope } from './own-problems.ts';
import type { Facts } from './placeholders.ts';
import { createSampled } from './sampled.ts';
import { createSampler, type Sampler } from './sampler.ts';
import type { createSteered } from './steered.ts';
import { createValidate } from './validate.ts';

/** Answers the requests of one operation; without a promise where nothing has to be awaited. */
export type Handler = (incoming: Incoming) => MockResponse | Promise<MockResponse>;

interface HandlerOptions {
  readonly seed: number;
  /** Credentials that are accepted besides the test credentials of the schemes. */
  readonly keys: readonly string[];
  readonly strictKeys: boolean;
  /** The ways in which a plan may let answers depart from the document. */
  readonly drifts?: (() => Promise<Drifts>) | undefined;
  readonly holds: Holds;
  /** The real clock, in epoch milliseconds: credentials expire by it. */
  readonly clock: () => number;
  /** The rows of a collection; called when the operation is first used. */
  readonly rows: (collection: string) => Promise<Rows>;
  /**
   * The rows that a request sees instead of those of the start: its scope's, or so many as its credential says; undefined
   * where it sees those.
   */
  readonly otherRows?:
    | ((collection: string, scope: Scope, magic: Magic | undefined) => Rows | Promise<Rows> | undefined)
    | undefined;
  /** Where a credential may lead that names a scope. */
  readonly scopes?: Pick<Scopes, 'get' | 'whyNot'> | undefined;
}

/**
 * Compiles an operation: authenticate → validate → show rows (or a sample), refusing as the spec says.
 */
export async function createHandler(
  spec: Spec,
  operation: Operation,
  options: HandlerOptions,
): Promise<Handler> {
  const authenticate = createAuthenticator(operation.security, spec.securitySchemes, {
    known: options.keys,
    strict: options.strictKeys,
    now: options.clock,
  });
  const validate = createValidate(spec, operation);
  const sample = await createSampler(spec, operation);
  const refuse = createRefuse(spec, operation, sample);
  const own = {
    'x-confab-operation': asHeader(`${spec.name}.${operation.id}`),
    'x-confab-seed': String(options.seed),
  };
  const show = await createAnswers(spec, operation, { ...options, sample, own });
  const withOwn = (response: MockResponse): MockResponse => ({
    ...response,
    headers: { ...response.headers, ...own },
  });

  function respond(incoming: Incoming, outcome: AuthOutcome): MockResponse | Promise<MockResponse> {
    if (outcome.scope !== undefined && incoming.prefix === '' && options.scopes) {
      const scope = options.scopes.get(outcome.scope);
      if (!scope) return withOwn(noScope(options.scopes.whyNot(outcome.scope)));
      incoming.scope = scope;
    }
    const isSteered = !incoming.scope.plan.isIdle || incoming.header('prefer') !== undefined;
    return isSteered ? steer(incoming, outcome) : answer(incoming, outcome);
  }

  let steered: Promise<ReturnType<typeof createSteered>> | undefined;

  /** What steers is loaded at the first request that may be: most mocks have none. */
  async function steer(incoming: Incoming, outcome: AuthOutcome): Promise<MockResponse> {
    const { seed, drifts, holds } = options;
    steered ??= Promise.all([import('./steered.ts'), createSampler(spec, operation, true)]).then(
      ([module, always]) =>
        module.createSteered({ spec, operation, sample: always, seed, drifts, holds, withOwn }),
    );
    return (await steered)(incoming, async (other) =>
      answer(other, other === incoming ? outcome : await authenticate(other)),
    );
  }

  function answer(incoming: Incoming, outcome: AuthOutcome): MockResponse | Promise<MockResponse> {
    const facts: Facts = {
      seed: options.seed,
      incoming,
      details: {},
      isDynamic: incoming.isDynamic,
    };
    if (!outcome.ok) {
      const { cause, details = {} } = outcome;
      const refusal = { cause, parameter: details.parameter ?? '', reason: details.reason ?? '' };
      const refused = refuse(refusal, { ...facts, details });
      return withOwn(outcome.magic === undefined ? refused : asFault(refused, `cause=${cause}`));
    }
    const checked = validate(incoming);
    if ('refusal' in checked) return withOwn(refuse(checked.refusal, facts));
    incoming.values = checked.values;
    const { list } = operation;
    const others = list && options.otherRows?.(list.collection, incoming.scope, outcome.magic);
    return others instanceof Promise
      ? others.then((rows) => showRows(checked.values, facts, rows))
      : showRows(checked.values, facts, others);
  }

  function showRows(values: RequestValues, facts: Facts, rows: Rows | undefined): MockResponse {
    const shown = show(values, facts, rows);
    return 'cause' in shown ? withOwn(refuse(shown, facts)) : shown;
  }

  return (incoming) => {
    const outcome = authenticate(incoming);
    return outcome instanceof Promise
      ? outcome.then((known) => respond(incoming, known))
      : respond(incoming, outcome);
  };
}

function asFault(response: MockResponse, fault: string): MockResponse {
  return {
    ...response,
    headers: { ...response.headers, 'x-confab-fault': fault },
    why: { ...response.why, fault },
  };
}

interface AnswersOptions extends Pick<HandlerOptions, 'rows'> {
  readonly sample: Sampler;
  readonly own: Readonly<Record<string, string>>;
}

async function createAnswers(
  spec: Spec,
  operation: Operation,
  { rows, sample, own }: AnswersOptions,
): Promise<Awaited<ReturnType<typeof createShow>>> {
  const { list } = operation;
  const sampled = createSampled(spec, operation, sample, own);
  if (!list) return (_values, facts) => sampled(facts);
  const show = await createShow(spec, operation, list, { rows: await rows(list.collection), sample, own });
  const prefersOther = createPrefersOther(list);
  // Where it is only assumed what picks a row, nobody is refused for it: the answer is made of the schema.
  const isSure = list.filters.every(({ evidence }) => evidence.grade !== 'assumed');
  if (isSure && !prefersOther) return show;
  return (values, facts, others) => {
    if (prefersOther?.(facts.incoming.header('accept'))) return sampled(facts);
    const shown = show(values, facts, others);
    const isUnknown = !isSure && 'cause' in shown && shown.cause === 'not-found';
    return isUnknown ? sampled(facts) : shown;
  };
}

/** Whether an Accept header prefers a form of the answer in which nothing says where its rows are. */
function createPrefersOther({
  media,
  success,
}: Listing): ((accept: string | undefined) => boolean) | undefined {
  const others = [...success.content.values()].filter((one) => one !== media);
  if (others.length === 0) return undefined;
  const negotiate = createNegotiate([media, ...others].map(servedType));
  return (accept) => (negotiate(accept) ?? 0) > 0;
}
