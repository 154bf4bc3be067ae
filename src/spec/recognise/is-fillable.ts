import type { SchemaPlaces } from './schema-places.ts';

/** Whether there is one shape only of all that stands above what is known of an answer: then the rest can be made up. */
export function isFillable(
  places: SchemaPlaces,
  answer: string,
  known: readonly (readonly string[])[],
): boolean {
  return known.every((path) => {
    let pointer: string | undefined = answer;
    return path.every((name) => {
      const all = pointer === undefined ? [] : places.parts(pointer);
      const isOne = !all.some(({ value }) => value.oneOf !== undefined || value.anyOf !== undefined);
      pointer = pointer === undefined ? undefined : places.properties(pointer).get(name);
      return isOne;
    });
  });
}
