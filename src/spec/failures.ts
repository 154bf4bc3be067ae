import { SpecError } from '../errors.ts';
import type { Cause, FailureKind } from './causes.ts';
import { statedIn } from './evidence.ts';
import { weakest } from './grade.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { toPointer } from './json-pointer.ts';
import type { Reader } from './reader.ts';
import type { Failure, ResponseSpec } from './spec.ts';

interface Failures {
  readonly failures: ReadonlyMap<Cause, Failure>;
  readonly failureKinds: ReadonlyMap<FailureKind, Failure>;
}

/** Causes and kinds of faults with their answers; throws a SpecError for a response or an example that the operation does not have. */
export function toFailures(
  reader: Reader,
  raw: Json | undefined,
  pointer: string,
  responses: ReadonlyMap<string, ResponseSpec>,
): Failures {
  const failures = new Map<Cause, Failure>();
  const failureKinds = new Map<FailureKind, Failure>();
  for (const [cause, value] of Object.entries(isObject(raw) ? raw : {})) {
    const { response, example, evidence } = value as JsonObject;
    const at = pointer + toPointer([cause]);
    const dangling = (problem: string) => new SpecError(problem, reader.source.at(at));
    const answer = responses.get(String(response));
    if (!answer) {
      throw dangling(
        `${cause} names the response ${response}; the operation has ${[...responses.keys()].join(', ')}`,
      );
    }
    const names = [...answer.content.values()].flatMap((media) => [...media.examples.keys()]);
    if (!names.includes(String(example))) {
      throw dangling(
        `${cause} names the example ${example}; the response ${response} has ${names.join(', ') || 'none'}`,
      );
    }
    const statements = {
      response: statedIn(evidence, 'response'),
      example: statedIn(evidence, 'example'),
    };
    const failure: Failure = {
      response: String(response),
      example: String(example),
      statements,
      evidence: weakest(statements.response, statements.example),
    };
    if (cause.includes('/')) failureKinds.set(cause as FailureKind, failure);
    else failures.set(cause as Cause, failure);
  }
  return { failures, failureKinds };
}
