import { toPointer } from './json-pointer.ts';
import type { Lines } from './source.ts';
import type { MediaType, Operation, Spec } from './spec.ts';
import type { SpecWarning } from './spec-warning.ts';

/** Holds every named example of a spec against its schema, and tells each that breaks it. */
export function checkExamples(spec: Spec, source: Lines): SpecWarning[] {
  const found: SpecWarning[] = [];
  // Several operations may refer to one response.
  const seen = new Set<string>();
  for (const operation of spec.operations) {
    for (const { media, where } of mediaTypesOf(operation)) {
      if (media.pointer === '' || seen.has(media.node)) continue;
      seen.add(media.node);
      for (const [name, value] of media.examples) {
        const validators = where.endsWith(' request') ? spec.validators.request : spec.validators;
        const [violation] = validators.checkOnce(media.pointer, value);
        if (!violation) continue;
        const pointer = media.pointer.replace(
          /\/schema$/,
          name === 'example' ? '/example' : toPointer(['examples', name]),
        );
        const place = violation.pointer === '' ? '' : ` at ${violation.pointer}`;
        found.push({
          message: `the example ${name} of ${where} breaks its own schema${place}: ${violation.message}`,
          place: source.at(pointer),
        });
      }
    }
  }
  return found;
}

function* mediaTypesOf(operation: Operation): Generator<{ media: MediaType; where: string }> {
  for (const media of operation.body?.content.values() ?? [])
    yield { media, where: `${operation.id}'s request` };
  for (const [status, response] of operation.responses) {
    for (const media of response.content.values())
      yield { media, where: `${operation.id}'s ${status} response` };
  }
}
