import { type Extension, extensionsOf } from './extensions.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { toPointer, valueAt } from './json-pointer.ts';
import type { Problems } from './problems.ts';
import { createSchemaReader } from './schema.ts';
import type { Source } from './source.ts';

/** The fields that `sum`, `time.after`, `dialogue` and `by` name stand beside theirs. Refuses those that do not. */
export function checkSiblings(
  document: JsonObject,
  extensions: readonly Extension[],
  source: Source,
  problems: Problems,
): void {
  const schemas = createSchemaReader(document);
  for (const { value, path } of extensionsOf('x-confab', extensions)) {
    // …/properties/<field>/x-confab
    const [properties] = path.slice(-3);
    if (properties !== 'properties' || !isObject(value)) continue;
    const fields = schemas.properties(valueAt(document, toPointer(path.slice(0, -3))));
    for (const { word, name } of namesIn(value)) {
      const types = schemas.types(fields.get(name));
      const isNumber = types.includes('integer') || types.includes('number');
      const wanted = fields.has(name) && (isNumber || !(word === 'sum' || isMultiplied(value)));
      if (wanted) continue;
      const pointer = toPointer([...path, word.split('.')[0] as string]);
      const problem = fields.has(name)
        ? `${word} names ${name}, which is not a number`
        : `${word} names ${name}, which does not stand beside it; there are ${[...fields.keys()].join(', ')}`;
      problems.refuse(problem, source.at(pointer));
    }
  }
}

function isMultiplied({ by }: JsonObject): boolean {
  return isObject(by) && by.times !== undefined;
}

function namesIn({ sum, time, dialogue, by }: JsonObject): { word: string; name: string }[] {
  const named = (word: string, value: Json | undefined) =>
    (value === undefined ? [] : [value].flat()).map((name) => ({ word, name: String(name) }));
  return [
    ...named('sum', sum),
    ...named('time.after', isObject(time) ? time.after : undefined),
    ...named('dialogue', dialogue),
    ...named('by.field', isObject(by) ? by.field : undefined),
  ];
}
