import { SpecError } from '../errors.ts';
import type { Cause } from './causes.ts';
import { statedIn } from './evidence.ts';
import { weakest } from './grade.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { toPointer } from './json-pointer.ts';
import type { Reader } from './reader.ts';
import type { Failure, ResponseSpec } from './spec.ts';

/** Causes with their answers; throws a SpecError for a response or an example that the operation does not have. */
export function toFailures(
  reader: Reader,
  raw: Json | undefined,
  pointer: string,
  responses: ReadonlyMap<string, ResponseSpec>,
): Map<Cause, Failure> {
  const found = new Map<Cause, Failure>();
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
    found.set(cause as Cause, {
      response: String(response),
      example: String(example),
      statements,
      evidence: weakest(statements.response, statements.example),
    });
  }
  return found;
}
