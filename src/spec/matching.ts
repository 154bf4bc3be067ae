import { SpecError } from '../errors.ts';
import { type Expression, keyOf, labelOf, parseExpression } from './expressions.ts';
import { isObject, type Json } from './json.ts';
import type { Reader } from './parts.ts';
import type { Matching, Operation } from './spec.ts';

/** Resolves `x-confab.match` of an operation. Throws a SpecError for a parameter that is not there. */
export function toMatching(
  { source, schemas }: Reader,
  raw: Json | undefined,
  { pointer, parameters, body }: Pick<Operation, 'pointer' | 'parameters' | 'body'>,
): Matching {
  const hints = isObject(raw) ? raw : {};
  const media = body?.content.values().next().value;
  const known = [
    ...parameters.map(({ in: place, name }) => `${place}/${place === 'header' ? name.toLowerCase() : name}`),
    ...[...schemas.properties(media?.schema).keys()].map((name) => `body/${name}`),
  ];
  const read = (word: string) =>
    (Array.isArray(hints[word]) ? hints[word] : []).map((text, index): Expression => {
      const place = parseExpression(String(text));
      // Below a body's property the schema may leave open what there is.
      const key = place && (place.in === 'body' ? `body/${place.path[0]}` : keyOf(place));
      if (place && key !== undefined && known.includes(key)) return place;
      const at = `${pointer}/x-confab/match/${word}/${index}`;
      throw new SpecError(
        `the request has no ${place ? labelOf(place) : text}; it has ${known.join(', ') || 'nothing'}`,
        { file: source.file, line: source.line(at), pointer: at },
      );
    });
  return { ignore: read('ignore'), also: read('also') };
}
