import { UsageError } from '../errors.ts';
import { answerOfCode, answerOfExample, choicesOf, hasAnswer } from '../spec/answer-choice.ts';
import { CAUSES, type Cause } from '../spec/causes.ts';
import { isObject } from '../spec/json.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { excerpt } from '../text/excerpt.ts';
import { nearest } from '../text/nearest.ts';
import type { Drifts } from './drift.ts';
import { FAULT_KINDS, type Fault, type FaultKind, kindOf, TRANSPORT_FAULTS } from './fault.ts';
import { isMeant } from './is-meant.ts';
import { toOperationTest } from './operation-test.ts';

/** What faults can be about. */
export interface FaultCatalogue {
  readonly specs: readonly Spec[];
  /** Loaded only when a drift is asked for. undefined: this server has none. */
  readonly drifts?: (() => Promise<Drifts>) | undefined;
}

interface FaultTarget {
  readonly spec: Spec;
  readonly operation: Operation;
}

const WORDS = ['operation', ...FAULT_KINDS, 'times', 'after', 'when', 'wait', 'limit', 'window'] as const;
const LONGEST_WAIT = 3600;

/** Takes what a user wrote for a fault. Throws a UsageError that says what is wrong and what there is. */
export async function checkFault(value: unknown, catalogue: FaultCatalogue, where = 'fault'): Promise<Fault> {
  const refuse = (problem: string) => new UsageError(`${where}: ${problem}`);
  if (!isObject(value)) throw refuse(`it must be an object, not ${shown(value)}`);
  const unknown = Object.keys(value).find((word) => !(WORDS as readonly string[]).includes(word));
  if (unknown !== undefined)
    throw refuse(
      `there is no word "${excerpt(unknown, 60)}"; nearest: ${nearest(unknown, WORDS)[0]}. There is: ${WORDS.join(', ')}`,
    );
  const fault = value as Fault;
  checkShape(fault, refuse);
  const targets = toTargets(fault.operation, catalogue.specs);
  // It throws a sentence that says what there is.
  if (targets.length === 0) toOperationTest(fault.operation ?? '', catalogue.specs, where);
  const kind = kindOf(fault);
  if (kind !== undefined) await checkKind(kind, fault, targets, catalogue, refuse);
  for (const name of Object.keys(fault.when ?? {})) checkField(name, targets, refuse);
  return fault;
}

/** The operations that a fault may meet. */
export function toTargets(operation: string | undefined, specs: readonly Spec[]): FaultTarget[] {
  const all = specs.flatMap((spec) => spec.operations.map((one) => ({ spec, operation: one })));
  if (operation === undefined) return all;
  return all.filter((target) => isMeant(operation, target.spec, target.operation));
}

type RefuseFault = (problem: string) => UsageError;

function checkShape(fault: Fault, refuse: RefuseFault): void {
  const kinds = FAULT_KINDS.filter((kind) => fault[kind] !== undefined);
  if (kinds.length > 1) throw refuse(`it is ${kinds.join(' and ')}; it can only be one of them`);
  if (kinds.length === 0 && fault.wait === undefined)
    throw refuse(`it says nothing; it is one of ${FAULT_KINDS.join(', ')}, or wait alone`);
  for (const word of ['operation', 'cause', 'example', 'fault', 'drift'] as const)
    if (fault[word] !== undefined && typeof fault[word] !== 'string')
      throw refuse(`${word} must be a text, not ${shown(fault[word])}`);
  for (const word of ['times', 'limit'] as const) whole(word, fault[word], 1, refuse);
  whole('after', fault.after, 0, refuse);
  for (const word of ['wait', 'window'] as const) {
    const seconds: unknown = fault[word];
    if (seconds !== undefined && !(typeof seconds === 'number' && seconds > 0 && seconds <= LONGEST_WAIT))
      throw refuse(
        `${word} must be a number of seconds, more than 0 and at most ${LONGEST_WAIT}, not ${shown(seconds)}`,
      );
  }
  if (fault.when !== undefined && (!isObject(fault.when) || Object.keys(fault.when).length === 0))
    throw refuse(
      `when must be an object of fields and their values, such as {"page": 2}, not ${shown(fault.when)}`,
    );
  const counts = fault.fault === 'rate-limit';
  if (counts && fault.limit === undefined)
    throw refuse('rate-limit needs limit: so many calls in a window (of 60 seconds, or window) are answered');
  if (!counts && (fault.limit !== undefined || fault.window !== undefined))
    throw refuse('limit and window belong to fault: rate-limit only');
}

function whole(word: string, value: unknown, least: number, refuse: RefuseFault): void {
  if (value !== undefined && !(Number.isSafeInteger(value) && (value as number) >= least))
    throw refuse(`${word} must be a whole number from ${least} on, not ${shown(value)}`);
}

async function checkKind(
  kind: FaultKind,
  fault: Fault,
  targets: readonly FaultTarget[],
  { drifts }: FaultCatalogue,
  refuse: RefuseFault,
): Promise<void> {
  const given = fault[kind] as string | number;
  const { fits, names } = await fitting(kind, given, targets, drifts);
  if (fits) return;
  const of = fault.operation === undefined ? '' : ` of ${fault.operation}`;
  if (names.length === 0) throw refuse(`there is no ${kind}${of} on this server`);
  const near = nearest(String(given), names);
  const rest = near.length > MOST_NAMES ? `, and ${near.length - MOST_NAMES} more` : '';
  throw refuse(
    `there is no ${kind}${of} ${shown(given)}; there is ${near.slice(0, MOST_NAMES).join(', ')}${rest}`,
  );
}

const MOST_NAMES = 30;

/** Whether one of the operations has it, and what they have. */
async function fitting(
  kind: FaultKind,
  given: string | number,
  targets: readonly FaultTarget[],
  drifts: FaultCatalogue['drifts'],
): Promise<{ readonly fits: boolean; readonly names: readonly string[] }> {
  if (kind === 'fault')
    return { fits: (TRANSPORT_FAULTS as readonly unknown[]).includes(given), names: TRANSPORT_FAULTS };
  if (kind === 'drift') {
    const all = await drifts?.();
    const fits = targets.some(({ spec, operation }) => all?.find(spec, operation, String(given)));
    const names = () => targets.flatMap(({ spec, operation }) => driftNames(all, spec, operation));
    return { fits, names: fits ? [] : [...new Set(names())] };
  }
  const has = {
    cause: ({ operation }: FaultTarget) =>
      CAUSES.includes(given as Cause) && hasAnswer(operation, given as Cause),
    example: ({ operation }: FaultTarget) => answerOfExample(operation, String(given)) !== undefined,
    code: ({ operation }: FaultTarget) => answerOfCode(operation, given as number) !== undefined,
  }[kind];
  if (targets.some(has)) return { fits: true, names: [] };
  const choices = targets.map(({ operation }) => choicesOf(operation));
  const word = { cause: 'causes', example: 'examples', code: 'codes' } as const;
  return { fits: false, names: [...new Set(choices.flatMap((choice) => choice[word[kind]]))] };
}

function driftNames(all: Drifts | undefined, spec: Spec, operation: Operation): string[] {
  return (all?.of(spec, operation) ?? []).flatMap(({ name, targets }) =>
    targets.map((target) => (target === '' ? name : `${name}/${target}`)),
  );
}

function checkField(name: string, targets: readonly FaultTarget[], refuse: RefuseFault): void {
  const fields = targets.flatMap(({ operation }) => operation.fields);
  if (fields.some(({ key, label }) => key === name || label === name)) return;
  const names = [...new Set(fields.map(({ label }) => label))];
  throw refuse(
    `when: no request has a field ${shown(name)}; nearest: ${nearest(name, names).slice(0, 3).join(', ')}`,
  );
}

function shown(value: unknown): string {
  return excerpt(JSON.stringify(value) ?? String(value), 100);
}
