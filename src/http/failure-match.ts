import type { Cause } from '../spec/causes.ts';
import { filled, fitsExample, isFleeting, type PlaceholderValues } from '../spec/example-text.ts';
import { allAssumed, type FailureAnswer, failureOf, failuresOf } from '../spec/failure-of.ts';
import { isObject, type Json } from '../spec/json.ts';
import { toPointer } from '../spec/json-pointer.ts';
import { isJson } from '../spec/media-type.ts';
import type { Operation } from '../spec/spec.ts';
import type { Reading } from './reading.ts';

/** Where a body departs from an example. */
export interface Mismatch {
  /** JSON pointer into the body. */
  readonly pointer: string;
  readonly expected: string;
  readonly actual: string;
}

/**
 * Holds a body against an example: every value of the example must be there; its placeholders, ids and times stand
 * for others. Undefined when it agrees; what the body has besides is the schema's business.
 */
function mismatchOf(
  example: Json,
  found: Json | undefined,
  facts: PlaceholderValues = {},
  path: readonly string[] = [],
): Mismatch | undefined {
  const departs = (): Mismatch => ({
    pointer: toPointer(path),
    expected: JSON.stringify(typeof example === 'string' ? filled(example, facts) : example),
    actual: found === undefined ? 'nothing' : JSON.stringify(found),
  });
  if (Array.isArray(example)) {
    if (!Array.isArray(found) || found.length !== example.length) return departs();
    return firstOf(
      example.map((one, index) => mismatchOf(one, found[index], facts, [...path, String(index)])),
    );
  }
  if (isObject(example)) {
    if (!isObject(found)) return departs();
    return firstOf(
      Object.entries(example).map(([name, value]) =>
        mismatchOf(value, Object.hasOwn(found, name) ? found[name] : undefined, facts, [...path, name]),
      ),
    );
  }
  if (example === found) return undefined;
  if (typeof example !== typeof found || found === null) return departs();
  // null and what is no plain value came back before.
  const isOther = isFleeting(path.at(-1) ?? '') || areTimes(example, found);
  const isFine = isOther || (typeof example === 'string' && fitsExample(example, found as string, facts));
  return isFine ? undefined : departs();
}

/** Holds a whole response against the answer that a cause should get. */
export function answerMismatch(
  answer: FailureAnswer,
  status: number,
  reading: Reading,
  facts: PlaceholderValues = {},
): Mismatch | undefined {
  return statusMismatch(answer, status) ?? bodyMismatch(answer, reading, facts);
}

export function statusMismatch(answer: FailureAnswer, status: number): Mismatch | undefined {
  if (status === answer.status) return undefined;
  return { pointer: '', expected: `status ${answer.status}`, actual: `status ${status}` };
}

export function bodyMismatch(
  answer: FailureAnswer,
  reading: Reading,
  facts: PlaceholderValues,
): Mismatch | undefined {
  const example = answer.media.examples.get(answer.example) as Json;
  const isText = typeof example === 'string' && !isJson(answer.media);
  // Whether a text ends with a line break is nobody's concern.
  return isText
    ? mismatchOf(example.trimEnd(), reading.text.trimEnd(), facts)
    : mismatchOf(example, reading.json, facts);
}

/**
 * The answer that the document itself names for a cause or for a broader one; undefined where only HTTP's
 * conventions would. What it says of a broader cause is but assumed of this one.
 */
export function namedFailure(
  operation: Operation,
  cause: Cause,
  parameter = '',
  keyword?: string,
): FailureAnswer | undefined {
  const answer = failureOf(operation, cause, parameter, keyword);
  if (!answer?.isNamed) return undefined;
  if (answer.cause === cause) return answer;
  return { ...answer, ...allAssumed(`the document names it for ${answer.cause}`) };
}

/** The causes whose documented answer this is; most answers fit several. */
export function causesOf(operation: Operation, status: number, reading: Reading): Cause[] {
  const named = new Set(failuresOf(operation).map(([cause]) => cause));
  const faults: (readonly [parameter: string, keyword?: string])[] = [
    [''],
    ...keywordsOf(operation.failureKinds).map((keyword) => ['', keyword] as const),
    ...operation.fields.flatMap(({ label, failures, failureKinds }) => [
      ...(failures.size > 0 ? [[label] as const] : []),
      ...keywordsOf(failureKinds).map((keyword) => [label, keyword] as const),
    ]),
  ];
  return [...named].filter((cause) =>
    faults.some(([parameter, keyword]) => {
      const answer = namedFailure(operation, cause, parameter, keyword);
      return answer !== undefined && answerMismatch(answer, status, reading) === undefined;
    }),
  );
}

function keywordsOf(kinds: Operation['failureKinds']): string[] {
  return [...kinds.keys()].map((kind) => kind.slice(kind.indexOf('/') + 1));
}

function firstOf(mismatches: readonly (Mismatch | undefined)[]): Mismatch | undefined {
  return mismatches.find((one) => one !== undefined);
}

/** Whether both are epoch times, in seconds or in milliseconds: of 2001 to 2100. */
function areTimes(...values: readonly (Json | undefined)[]): boolean {
  return values.every((value) => {
    const seconds = typeof value === 'number' && value > 1e11 ? value / 1000 : value;
    return typeof seconds === 'number' && seconds > 1e9 && seconds < 4.1e9;
  });
}
