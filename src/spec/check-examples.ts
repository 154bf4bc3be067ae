import { SpecError } from '../errors.ts';
import { toPointer } from './json-pointer.ts';
import type { Source } from './source.ts';
import type { MediaType, Operation, Spec } from './spec.ts';

/** Holds every named example of a spec against its schema. Throws a SpecError for the first that breaks it. */
export function checkExamples(spec: Spec, source: Source): void {
  for (const operation of spec.operations) {
    for (const { media, where } of mediaTypesOf(operation)) {
      if (media.pointer === '') continue;
      for (const [name, value] of media.examples) {
        const [violation] = spec.validators.check(media.pointer, value);
        if (!violation) continue;
        const pointer = media.pointer.replace(
          /\/schema$/,
          name === 'example' ? '/example' : toPointer(['examples', name]),
        );
        const place = violation.pointer === '' ? '' : ` at ${violation.pointer}`;
        throw new SpecError(
          `the example ${name} of ${where} breaks its own schema${place}: ${violation.message}`,
          source.at(pointer),
        );
      }
    }
  }
}

function* mediaTypesOf(operation: Operation): Generator<{ media: MediaType; where: string }> {
  for (const media of operation.body?.content.values() ?? [])
    yield { media, where: `${operation.id}'s request` };
  for (const [status, response] of operation.responses) {
    for (const media of response.content.values())
      yield { media, where: `${operation.id}'s ${status} response` };
  }
}
