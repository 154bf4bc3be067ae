import type { FaultCatalogue } from '../control/check-fault.ts';
import { checkFault } from '../control/check-fault.ts';
import type { BeginDrift, Drifts } from '../control/drift.ts';
import { type Fault, labelOfFault } from '../control/fault.ts';
import { type FaultCall, type FiredFault, HOLDS } from '../control/plan.ts';
import { asDocumentExample, readPrefer, wantsDynamic } from '../control/prefer.ts';
import { toSpoilt } from '../control/spoilt.ts';
import { UsageError } from '../errors.ts';
import type { Holds } from '../http/holds.ts';
import { answerOfCode, answerOfExample, hasAnswer } from '../spec/answer-choice.ts';
import type { Cause } from '../spec/causes.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { asHeader } from '../text/as-header.ts';
import { createChosen } from './chosen.ts';
import { toDrifted } from './drifted.ts';
import type { Incoming } from './incoming.ts';
import type { MockResponse } from './mock-response.ts';
import { createRequestReader } from './request-reader.ts';
import type { Sampler } from './sampler.ts';

interface SteeredOptions {
  readonly spec: Spec;
  readonly operation: Operation;
  readonly sample: Sampler;
  readonly seed: number;
  readonly drifts: FaultCatalogue['drifts'];
  readonly holds: Holds;
  readonly withOwn: (response: MockResponse) => MockResponse;
}

/** The usual way of a request to its answer. */
type Usual = (incoming: Incoming) => MockResponse | Promise<MockResponse>;

type Steer = (incoming: Incoming, usual: Usual) => Promise<MockResponse>;

/** Answers requests that a Prefer header or a plan may want answered otherwise. */
export function createSteered({
  spec,
  operation,
  sample,
  seed,
  drifts,
  holds,
  withOwn,
}: SteeredOptions): Steer {
  const choose = createChosen(spec, operation, sample);
  const readField = createRequestReader(spec, operation);
  const own = { specs: [{ ...spec, operations: [operation] }], drifts };
  /** Drifts that fit, found when they are first asked for. */
  let loaded: Drifts | undefined;
  const begun = new Map<string, BeginDrift | undefined>();

  function has(fault: Fault): boolean {
    if (fault.cause !== undefined) return hasAnswer(operation, fault.cause as Cause);
    if (fault.example !== undefined) return answerOfExample(operation, fault.example) !== undefined;
    if (fault.code !== undefined) return answerOfCode(operation, fault.code) !== undefined;
    if (fault.drift !== undefined) return driftOf(fault.drift) !== undefined;
    return true;
  }

  async function preferred(header: string): Promise<FiredFault | UsageError | undefined> {
    const asked = readPrefer(header);
    const wanted = asked && asDocumentExample(asked);
    if (wanted === undefined) return undefined;
    if (wanted.fault === 'rate-limit')
      return new UsageError(
        'Prefer: rate-limit counts calls, so it stands in a plan; one such answer is cause=rate-limited',
      );
    try {
      const fault = await checkFault(wanted, own, 'Prefer');
      const isWait = labelOfFault(fault).startsWith('wait=');
      const wait = HOLDS.has(fault.fault ?? '') ? 0 : (fault.wait ?? 0);
      return { fault: isWait ? undefined : fault, wait, memory: new Map() };
    } catch (error) {
      if (error instanceof UsageError) return error;
      throw error;
    }
  }

  /** Once the drifts are loaded. */
  function driftOf(name: string): BeginDrift | undefined {
    if (!begun.has(name)) begun.set(name, loaded?.find(spec, operation, name));
    return begun.get(name);
  }

  async function inject(
    { fault, memory, retryAfter }: FiredFault,
    incoming: Incoming,
    usual: Usual,
  ): Promise<MockResponse> {
    if (fault === undefined) return usual(incoming);
    const facts = { seed, incoming, details: {}, isDynamic: incoming.isDynamic };
    const choice = choiceOf(fault);
    if (choice) return withOwn(choose(choice, facts) ?? noAnswer(fault));
    if (fault.fault === 'rate-limit') {
      const limited = choose({ cause: 'rate-limited' }, facts) ?? tooMany();
      return withOwn({ ...limited, headers: { ...limited.headers, 'retry-after': String(retryAfter ?? 1) } });
    }
    const right = await usual(incoming);
    if (fault.drift !== undefined) {
      const key = `${spec.name}.${operation.id} ${fault.drift}`;
      if (!memory.has(key)) memory.set(key, driftOf(fault.drift)?.());
      const change = memory.get(key) as ReturnType<BeginDrift> | undefined;
      if (!change) return right;
      const { cut, ...drifted } = await toDrifted(change, incoming, right, usual);
      return cut === undefined ? drifted : { ...drifted, transport: { kind: 'reset-within', after: cut } };
    }
    return toSpoilt(right, fault, incoming.prefix);
  }

  return async (incoming, usual) => {
    const header = incoming.header('prefer');
    incoming.isDynamic = header !== undefined && wantsDynamic(header);
    const asked = header === undefined ? undefined : await preferred(header);
    if (asked instanceof UsageError) return withOwn(notPossible(asked.message));
    const { plan } = incoming.scope;
    if (asked?.fault?.drift !== undefined || plan.hasDrift) loaded ??= await drifts?.();
    const call: FaultCall = { spec, operation, has, read: readField(incoming) };
    const fired = asked ?? (plan.isIdle ? undefined : plan.next(call));
    if (!fired) return incoming.isDynamic ? dynamic(await usual(incoming)) : usual(incoming);
    if (fired.wait > 0) await holds.hold(fired.wait, incoming.toLeft());
    const label = fired.fault === undefined ? `wait=${fired.wait}` : labelOfFault(fired.fault);
    const made = await inject(fired, incoming, usual);
    return {
      ...made,
      headers: {
        ...made.headers,
        'x-confab-fault': asHeader(label),
        ...(asked && { 'preference-applied': asHeader(appliedOf(fired, incoming.isDynamic)) }),
      },
      why: { ...made.why, fault: label },
    };
  };
}

function choiceOf({ cause, example, code }: Fault) {
  if (cause !== undefined) return { cause: cause as Cause };
  if (example !== undefined) return { example };
  return code === undefined ? undefined : { code };
}

function dynamic(response: MockResponse): MockResponse {
  return { ...response, headers: { ...response.headers, 'preference-applied': DYNAMIC } };
}

const DYNAMIC = 'dynamic=true';

function appliedOf({ fault, wait }: FiredFault, isDynamic: boolean): string {
  const seconds = fault?.wait ?? wait;
  const parts = [
    ...(fault ? [labelOfFault(fault)] : []),
    ...(seconds > 0 ? [`wait=${seconds}`] : []),
    ...(isDynamic ? [DYNAMIC] : []),
  ];
  return parts.join(', ');
}

function notPossible(detail: string): MockResponse {
  return problem(400, 'This preference cannot be met', detail, 'preference');
}

function noAnswer(fault: Fault): MockResponse {
  return problem(501, 'The spec has no such answer', `There is none for ${labelOfFault(fault)}.`, 'mock');
}

/** The vendor does not say what it answers, so this is HTTP's own form (RFC 6585, 4). */
function tooMany(): MockResponse {
  return problem(429, 'Too many requests', 'The spec has no answer for rate-limited.', 'rate-limited');
}

function problem(status: number, title: string, detail: string, cause: string): MockResponse {
  return {
    status,
    headers: { 'content-type': 'application/problem+json', 'x-confab-cause': cause },
    body: JSON.stringify({ title, status, detail }),
    why: { cause, reason: detail },
  };
}
