import { type Extension, extensionsOf } from './extensions.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { toPointer, valueAt } from './json-pointer.ts';
import type { Problems } from './problems.ts';
import { createSchemaReader } from './schema.ts';
import type { Source } from './source.ts';

/** The fields that `from` names stand beside its own, and are of a type from which it can be made. Refuses those that do not. */
export function checkSiblings(
  document: JsonObject,
  extensions: readonly Extension[],
  source: Source,
  problems: Problems,
): void {
  const schemas = createSchemaReader(document);
  for (const { value, path } of extensionsOf('x-confab', extensions)) {
    // …/properties/<field>/x-confab
    const [properties, name = ''] = path.slice(-3);
    if (properties !== 'properties' || !isObject(value) || value.from === undefined) continue;
    const refuse = (problem: string) =>
      problems.refuse(`from ${problem}`, source.at(toPointer([...path, 'from'])));
    const fields = schemas.properties(valueAt(document, toPointer(path.slice(0, -3))));
    for (const { field, isNumber } of namedIn(value.from)) {
      const types = schemas.types(fields.get(field));
      if (!fields.has(field))
        refuse(`names ${field}, which does not stand beside it; there are ${[...fields.keys()].join(', ')}`);
      else if (isNumber && !types.includes('integer') && !types.includes('number'))
        refuse(`names ${field}, which is not a number`);
    }
    const isTime = value.time !== undefined;
    const isList = schemas.types(fields.get(name)).includes('array');
    if (typeof value.from === 'string' && !isTime && !isList)
      refuse(
        'is one field: that is read by a time, with the word time beside it, and by a list of messages; this is neither',
      );
    const count = Array.isArray(value.from) ? value.from.length : 1;
    if (isTime ? count > 1 || isObject(value.from) : count === 0)
      refuse('is read by a time as the one field before which it does not lie, or as [] for none');
  }
}

function namedIn(from: Json): { readonly field: string; readonly isNumber: boolean }[] {
  if (isObject(from))
    return Object.entries(from).map(([field, how]) => ({ field, isNumber: Array.isArray(how) }));
  return [from].flat().map((field) => ({ field: String(field), isNumber: Array.isArray(from) }));
}
