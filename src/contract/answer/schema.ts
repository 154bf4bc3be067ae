import { type Json, parsePointer, toPointer, valueAt } from '../../spec/json.ts';
import { toEvidence } from '../../spec/parts.ts';
import { hintsOf } from '../../spec/schema.ts';
import type { Evidence, MediaType, ResponseSpec, Spec } from '../../spec/spec.ts';
import { generalPointer } from '../finding.ts';
import { excerpt } from '../seen.ts';
import type { AnswerCheck } from './check-answer.ts';

/** Whether a JSON body fits its schema; every fault by itself. */
export const checkSchema: AnswerCheck = ({ response, media, reading, exchange }, { spec }) => {
  if (!response || !media || media.pointer === '' || reading.json === undefined) return undefined;
  const violations = spec.validators.check(media.pointer, reading.json);
  return violations
    .filter(({ keyword }) => !['if', 'oneOf', 'anyOf'].includes(keyword) || violations.length === 1)
    .map(({ pointer, message }) => ({
      title: `${generalPointer(pointer) || 'the body'} ${message}`,
      expected: message,
      actual: excerpt(JSON.stringify(valueAt(reading.json as Json, pointer)) ?? 'nothing'),
      pointer,
      source: media.pointer,
      evidence: evidenceAt(spec, response, media, parsePointer(pointer)),
      exchange,
      entries: [`property:${response.status}${generalPointer(pointer)}`],
    }));
};

/** The evidence of the nearest property at or above a path that says any; else the response's. */
export function evidenceAt(
  spec: Spec,
  response: ResponseSpec,
  media: MediaType,
  path: readonly string[],
): Evidence {
  for (let length = path.length; length > 0; length -= 1) {
    const schema = spec.schemas.at(media.schema, path.slice(0, length));
    const { evidence } = hintsOf(schema);
    if (evidence !== undefined) return toEvidence(evidence);
  }
  return response.evidence;
}

export function propertyEntry({ status }: ResponseSpec, path: readonly string[]): string {
  return `property:${status}${generalPointer(toPointer(path))}`;
}
