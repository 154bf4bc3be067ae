import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FAULT_KINDS, type Fault, labelOfFault, TRANSPORT_FAULTS } from '../../control/fault.ts';
import { HOLDS, type Plan } from '../../control/plan.ts';
import { readPrefer } from '../../control/prefer.ts';
import { headerOf, type WireResponse } from '../../http/exchange.ts';
import { type ProblemResponse, problemResponse } from '../problem-response.ts';
import type { Store, StoredFixture } from '../store/store.ts';
import type { Mode } from './modes.ts';
import { readStepField } from './read-step-field.ts';
import type { Step } from './step.ts';

/** What a request gets otherwise than it would: another recording, or the usual one later. */
interface Steered {
  readonly stored: StoredFixture | undefined;
  /** What becomes of it on its way. */
  readonly spoils?: Fault | undefined;
  /** As in the headers, what it is first: `example=error-1302-rate-limited, wait=2`. */
  readonly label: string;
  readonly isPreferred: boolean;
}

/** Where a service is asked anyway, it decides what is answered. */
export const STEERED_MODES: readonly Mode[] = ['replay', 'through'];

/** What chooses a recording. */
export const STEERED_KINDS = ['example', 'code'] as const;
const LONGEST_WAIT = 3600;
/** Names more than these are only counted. */
const MOST_NAMED = 100;

/**
 * What a request asks for with `Prefer: example=<name of a recording's file>`, `code=<status>` or `wait=<seconds>`, or the plan
 * has for it. Several recordings may have the same request, and only one of them would be played.
 */
export async function steer(
  step: Step,
  store: Pick<Store, 'all'>,
  plan: Plan | undefined,
): Promise<Steered | ProblemResponse | undefined> {
  const { incoming, spec, operation } = step;
  const header = headerOf(incoming.headers, 'prefer');
  const wished = header === undefined ? undefined : (readPrefer(header) as Fault | undefined);
  if (wished) return byPreference(step, wished, store);
  if (!plan || plan.isIdle) return undefined;
  const fired = plan.next({
    ...{ spec, operation },
    read: (field) => readStepField(step, field),
    has: (fault) => isUsual(fault) || find(step, fault, store) !== undefined,
  });
  if (!fired) return undefined;
  await wait(step, fired.wait);
  const label = fired.fault ? labelOfFault(fired.fault) : `wait=${fired.wait}`;
  if (fired.fault?.fault) return { stored: undefined, spoils: fired.fault, label, isPreferred: false };
  return { stored: fired.fault && find(step, fired.fault, store), label, isPreferred: false };
}

/** An answer that is not the usual one says so. */
export function marked(response: WireResponse, { label, isPreferred }: Steered): WireResponse {
  const applied = isPreferred ? [['Preference-Applied', label] as const] : [];
  return {
    ...response,
    headers: [...response.headers, ...applied, ['x-confab-fault', label.split(', ', 1)[0] ?? label]],
  };
}

async function byPreference(
  step: Step,
  wished: Fault,
  store: Pick<Store, 'all'>,
): Promise<Steered | ProblemResponse> {
  const asked = [...FAULT_KINDS, 'wait' as const].filter((kind) => wished[kind] !== undefined);
  const label = asked.map((kind) => `${kind}=${wished[kind]}`).join(', ');
  const other = asked.find((kind) => !['example', 'code', 'wait', 'fault'].includes(kind));
  if (other !== undefined) return refused(label, `${REPLAYED} ${other} is of a mock.`, step, []);
  if (wished.fault !== undefined && !isSpoiling(wished))
    return refused(label, `The faults of a replay are ${SPOILING.join(', ')}.`, step, []);
  const seconds: unknown = wished.wait ?? 0;
  if (typeof seconds !== 'number' || !(seconds >= 0 && seconds <= LONGEST_WAIT))
    return refused(label, `wait is a number of seconds, at most ${LONGEST_WAIT}.`, step, []);
  const stored = isUsual(wished) ? undefined : find(step, wished, store);
  if (!isUsual(wished) && !stored) return refused(label, '', step, ownOf(step, store));
  // A stall and a slow body wait by themselves.
  if (!HOLDS.has(wished.fault ?? '')) await wait(step, seconds);
  const spoils = wished.fault === undefined ? undefined : wished;
  return { stored, spoils, label, isPreferred: true };
}

/** A rate limit counts, and answers as the vendor does: of recordings one is chosen by its status. */
export const SPOILING: readonly string[] = TRANSPORT_FAULTS.filter((one) => one !== 'rate-limit');
export const REPLAYED = 'A replay has example, code, fault and wait;';

function isSpoiling({ fault }: Fault): boolean {
  return SPOILING.includes(fault ?? '');
}

function isUsual({ example, code }: Fault): boolean {
  return example === undefined && code === undefined;
}

/** Of recordings that would do, one of this very request is meant. */
function find(step: Step, fault: Fault, store: Pick<Store, 'all'>): StoredFixture | undefined {
  const fitting = ownOf(step, store).filter((one) => isRecording(one, fault));
  return fitting.find(({ key }) => key === step.key) ?? fitting[0];
}

/** Whether a recording is the one that a fault names. */
export function isRecording(one: StoredFixture, { example, code }: Fault): boolean {
  return (
    (example === undefined || recordingName(one) === String(example)) &&
    (code === undefined || one.read().response.status === code)
  );
}

function ownOf({ operation }: Step, store: Pick<Store, 'all'>): StoredFixture[] {
  return store.all.filter((one) => one.vendor === operation.spec && one.operation === operation.id);
}

/** A recording is called as its file. */
export function recordingName({ file }: StoredFixture): string {
  return basename(file, '.json');
}

/** Nobody waits for a client that has left. */
async function wait({ incoming: { left } }: Step, seconds: number): Promise<void> {
  if (seconds > 0) await sleep(seconds * 1000, undefined, left ? { signal: left } : {});
}

function refused(
  label: string,
  why: string,
  { operation }: Step,
  own: readonly StoredFixture[],
): ProblemResponse {
  const name = `${operation.spec}.${operation.id}`;
  const examples = [...new Set(own.map(recordingName))];
  const codes = [...new Set(own.map((one) => one.read().response.status))].sort((a, b) => a - b);
  const more = examples.length > MOST_NAMED ? ` and ${examples.length - MOST_NAMED} more` : '';
  const there =
    own.length === 0
      ? why || 'It has no recordings at all.'
      : `There are the examples ${examples.slice(0, MOST_NAMED).join(', ')}${more}, and the codes ${codes.join(', ')}.`;
  return problemResponse(
    400,
    'no-such-example',
    'There is no such recording of this operation',
    `Prefer: ${label.slice(0, 200)} fits no recording of ${name}. ${there}`,
    { examples: examples.slice(0, MOST_NAMED), codes },
  );
}
