import type { Reading } from '../http/reading.ts';
import type { Cause } from '../spec/causes.ts';
import { type FailureAnswer, failureOf, failuresOf } from '../spec/failure-of.ts';
import { isObject, type Json } from '../spec/json.ts';
import { toPointer } from '../spec/json-pointer.ts';
import { isJson } from '../spec/media-type.ts';
import type { Operation } from '../spec/spec.ts';

/** Where a body departs from an example. */
interface Mismatch {
  /** JSON pointer into the body. */
  readonly pointer: string;
  readonly expected: string;
  readonly actual: string;
}

const PLACEHOLDER = /\{(?:\$request\.[^{}]+|[a-zA-Z]+)\}/;

/** What the placeholders of an example must name: `{ parameter: 'page' }`. */
type PlaceholderValues = Readonly<Record<string, string>>;

/**
 * Holds a body against an example: every value of the example must be there, a placeholder of its texts
 * stands for any text, or for one that has the fact of its name in it. Undefined when it agrees; what the body
 * has besides is the schema's business.
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
  if (typeof example === 'string' && PLACEHOLDER.test(example))
    return typeof found === 'string' && toPattern(example, facts).test(found) ? undefined : departs();
  return example === found ? undefined : departs();
}

/** Holds a whole response against the answer that a cause should get. */
export function answerMismatch(
  answer: FailureAnswer,
  status: number,
  reading: Reading,
  facts: PlaceholderValues = {},
): Mismatch | undefined {
  if (status !== answer.status)
    return { pointer: '', expected: `status ${answer.status}`, actual: `status ${status}` };
  const example = answer.media.examples.get(answer.example) as Json;
  const isText = typeof example === 'string' && !isJson(answer.media);
  return mismatchOf(example, isText ? reading.text : reading.json, facts);
}

/**
 * The answer that the document itself names for a cause or for a broader one; undefined where only HTTP's
 * conventions would. What it says of a broader cause is but assumed of this one.
 */
export function namedFailure(operation: Operation, cause: Cause, parameter = ''): FailureAnswer | undefined {
  const own = operation.fields.find(({ label }) => label === parameter)?.failures;
  const answer = failureOf(operation, cause, parameter);
  if (!answer || !(own?.has(answer.cause) || operation.failures.has(answer.cause))) return undefined;
  if (answer.cause === cause) return answer;
  return { ...answer, evidence: { grade: 'assumed', reason: `the document names it for ${answer.cause}` } };
}

/** The causes whose documented answer this is; most answers fit several. */
export function causesOf(operation: Operation, status: number, reading: Reading): Cause[] {
  const named = new Set(failuresOf(operation).map(([cause]) => cause));
  const names = [
    '',
    ...operation.fields.filter(({ failures }) => failures.size > 0).map(({ label }) => label),
  ];
  return [...named].filter((cause) =>
    names.some((name) => {
      const answer = namedFailure(operation, cause, name);
      return answer !== undefined && answerMismatch(answer, status, reading) === undefined;
    }),
  );
}

function firstOf(mismatches: readonly (Mismatch | undefined)[]): Mismatch | undefined {
  return mismatches.find((one) => one !== undefined);
}

function toPattern(example: string, facts: PlaceholderValues): RegExp {
  const parts = example.split(new RegExp(`(${PLACEHOLDER.source})`, 'g')).map((part, index) => {
    if (index % 2 === 0) return escaped(part);
    const fact = facts[part.slice(1, -1)] ?? '';
    return fact === '' ? '[\\s\\S]*' : `[\\s\\S]*${inAnyCase(fact)}[\\s\\S]*`;
  });
  return new RegExp(`^${parts.join('')}$`);
}

function filled(example: string, facts: PlaceholderValues): string {
  return example.replaceAll(new RegExp(PLACEHOLDER, 'g'), (whole) => facts[whole.slice(1, -1)] || whole);
}

function inAnyCase(text: string): string {
  return [...text]
    .map((one) => (/[a-z]/i.test(one) ? `[${one.toLowerCase()}${one.toUpperCase()}]` : escaped(one)))
    .join('');
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
