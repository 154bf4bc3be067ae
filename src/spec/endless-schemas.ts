import { isObject, type Json } from './json.ts';
import { locationsIn, referredLocation, type SchemasInUse } from './schemas-in-use.ts';

/**
 * A way from a schema back to itself on which the value stays the same, so that no value could ever be held against
 * it: the locations on the way, the first one also at its end. Undefined where there is none.
 */
export function endlessWay({ all }: Pick<SchemasInUse, 'all'>): string[] | undefined {
  const done = new Set<string>();
  for (const start of all.keys()) {
    if (done.has(start)) continue;
    // The way to the schema that is looked at; of each one on it, what is still to be looked at.
    const way = [start];
    const left = [inPlace(start, all.get(start))];
    const isOnWay = new Set(way);
    while (way.length > 0) {
      const next = left.at(-1)?.pop();
      if (next === undefined) {
        const location = way.pop() as string;
        left.pop();
        isOnWay.delete(location);
        done.add(location);
      } else if (isOnWay.has(next)) {
        return [...way.slice(way.indexOf(next)), next];
      } else if (!done.has(next) && all.has(next)) {
        way.push(next);
        left.push(inPlace(next, all.get(next)));
        isOnWay.add(next);
      }
    }
  }
  return undefined;
}

/** The schemas that a value is held against because it is held against this one. */
function inPlace(location: string, schema: Json | undefined): string[] {
  if (!isObject(schema)) return [];
  const referred = referredLocation(schema);
  return [
    ...(referred === undefined ? [] : [referred]),
    ...['not', 'if', 'then', 'else']
      .filter((keyword) => isObject(schema[keyword]))
      .map((keyword) => `${location}/${keyword}`),
    ...['allOf', 'anyOf', 'oneOf', 'dependentSchemas'].flatMap((keyword) =>
      locationsIn(location, schema, keyword),
    ),
  ].reverse();
}
