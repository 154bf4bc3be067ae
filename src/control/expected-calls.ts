import { UsageError } from '../errors.ts';
import { isObject, type Json, type JsonObject } from '../spec/json.ts';
import type { Spec } from '../spec/spec.ts';
import { valueExcerpt } from '../text/value-excerpt.ts';
import { type OperationTest, toOperationTest } from './operation-test.ts';

/** The calls that should have come, as a test writes them. */
export interface ExpectedCalls {
  readonly calls: readonly ExpectedCall[];
  /** What the calls name came in this order; others may lie in between. Default false. */
  readonly inOrder?: boolean;
}

/** What is named must be so; of everything else nothing is said. null: it must not be there. */
export interface ExpectedCall {
  /** `vendor.operationId`, `operationId` of whichever vendor, or `vendor` for all of its operations. */
  readonly operation: string;
  readonly path?: Readonly<Record<string, Json>>;
  readonly query?: Readonly<Record<string, Json>>;
  readonly headers?: Readonly<Record<string, Json>>;
  /** Of an object the named members count, at any depth; a list must be as long. */
  readonly body?: Json;
  /** The status of the answer. */
  readonly status?: number;
  /** Exactly so many, or between two numbers. Default: at least once. */
  readonly times?: number | { readonly atLeast?: number; readonly atMost?: number };
}

/** An expected call that was checked, with its default. */
export interface CheckedCall extends ExpectedCall {
  readonly isOperation: OperationTest;
  readonly least: number;
  readonly most: number;
}

const CALL_WORDS = ['operation', 'path', 'query', 'headers', 'body', 'status', 'times'];
const MOST_CALLS = 200;

/** Checks calls that somebody expects. Throws a UsageError that says what is wrong and what is allowed. */
export function toCheckedCalls(
  value: unknown,
  specs: readonly Spec[],
): { readonly calls: readonly CheckedCall[]; readonly inOrder: boolean } {
  if (!isObject(value))
    throw refuse('what to verify', value, 'an object such as {"calls": [{"operation": …, "times": 3}]}');
  onlyWords('what to verify', value, ['calls', 'inOrder']);
  const { calls, inOrder = false } = value;
  if (!Array.isArray(calls) || calls.length === 0)
    throw refuse('calls', calls, 'a list of at least one call');
  if (calls.length > MOST_CALLS) throw new UsageError(`calls: at most ${MOST_CALLS} can be verified at once`);
  if (typeof inOrder !== 'boolean') throw refuse('inOrder', inOrder, 'true or false');
  return { calls: calls.map((call, index) => toChecked(call, `calls[${index}]`, specs)), inOrder };
}

function toChecked(call: Json, at: string, specs: readonly Spec[]): CheckedCall {
  if (!isObject(call)) throw refuse(at, call, 'an object such as {"operation": …, "times": 3}');
  onlyWords(at, call, CALL_WORDS);
  const { operation, times, status } = call;
  if (typeof operation !== 'string')
    throw refuse(`${at}.operation`, operation, 'the name of an operation, such as vendor.operationId');
  for (const place of ['path', 'query', 'headers'] as const) {
    const named = call[place];
    if (named !== undefined && !isObject(named))
      throw refuse(`${at}.${place}`, named, 'an object of values by name');
  }
  if (status !== undefined && !isWhole(status, 100, 599))
    throw refuse(`${at}.status`, status, 'a status from 100 to 599');
  return {
    ...(call as unknown as ExpectedCall),
    isOperation: toOperationTest(operation, specs, `${at}.operation`),
    ...toRange(times, `${at}.times`),
  };
}

function toRange(times: Json | undefined, at: string): { readonly least: number; readonly most: number } {
  if (times === undefined) return { least: 1, most: Number.POSITIVE_INFINITY };
  if (isWhole(times)) return { least: times, most: times };
  if (!isObject(times)) throw refuse(at, times, 'a whole number, or {"atLeast": 1, "atMost": 3}');
  onlyWords(at, times, ['atLeast', 'atMost']);
  const { atLeast = 0, atMost = Number.POSITIVE_INFINITY } = times;
  if (Object.keys(times).length === 0)
    throw refuse(at, times, 'a whole number, or {"atLeast": 1, "atMost": 3}');
  if (!isWhole(atLeast)) throw refuse(`${at}.atLeast`, atLeast, 'a whole number');
  if (atMost !== Number.POSITIVE_INFINITY && !isWhole(atMost))
    throw refuse(`${at}.atMost`, atMost, 'a whole number');
  if (atLeast > (atMost as number)) throw new UsageError(`${at}: atLeast is more than atMost`);
  return { least: atLeast, most: atMost as number };
}

function isWhole(value: Json, least = 0, most = Number.MAX_SAFE_INTEGER): value is number {
  return Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
}

function onlyWords(at: string, value: JsonObject, words: readonly string[]): void {
  const unknown = Object.keys(value).find((key) => !words.includes(key));
  if (unknown !== undefined)
    throw new UsageError(`${at}: ${valueExcerpt(unknown)} is not known; there are ${words.join(', ')}`);
}

function refuse(at: string, value: unknown, wanted: string): UsageError {
  return new UsageError(
    `${at} must be ${wanted}, ${value === undefined ? 'and is missing' : `not ${valueExcerpt(value)}`}`,
  );
}
