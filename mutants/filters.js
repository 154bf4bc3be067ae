import { readField, writeField } from './parsed-request.js';

/** The value that a request gives to a filter; undefined when it does not filter by it. */
export function wantedBy(context, asked, filter) {
  const holds = filter.when.every(
    ({ place, value }) => (readField(asked, place) ?? context.schemaAt(place).default) === value,
  );
  const given = readField(asked, filter.from);
  const isNothing = given === undefined || given === null || given === '' || given.length === 0;
  const free = freeValue(context, filter);
  if (!holds || isNothing || String(given) === String(filter.any) || String(given) === String(free?.value))
    return undefined;
  return given;
}

/** What a request says to not filter; undefined when it cannot. */
export function freeValue(context, { any, test, schema, required }) {
  if (any !== undefined && !Array.isArray(any)) return { value: any };
  if (!required) return { value: undefined };
  const isNumber = context.spec.schemas.types(schema).includes('integer');
  if (test === 'minimum' && isNumber) return { value: 0 };
  if (test === 'maximum' && isNumber) return { value: 4_102_444_800_000 };
  return undefined;
}

/** The request without a filter; what switches the filter on is then off, as it may need the value. */
export function withoutFilter(context, asked, filter) {
  const off = filter.when.reduce(
    (known, { place, value }) =>
      writeField(
        known,
        place,
        context.schemaAt(place).enum?.find((other) => other !== value),
      ),
    asked,
  );
  return writeField(off, filter.from, freeValue(context, filter)?.value);
}

/** What a row shows in the field of a filter, which may stand in an object of it. */
export function shownIn(row, { field }) {
  return row?.[field] ?? field.split('/').reduce((value, name) => value?.[name], row);
}

/** The time that a request or a row says, in the formats of the filter. */
export function timeOf(context, filter, value) {
  const field = context.fields.find(({ path }) => path.join('/') === filter.field);
  const formats = [filter.schema['x-confab']?.time ?? context.formatOf(field)].flat();
  for (const text of formats) {
    const format = context.lib.createTimeFormat(text);
    const ms = format.read(text.startsWith('epoch') ? Number(value) : value);
    if (ms !== undefined) return { ms, format };
  }
  return undefined;
}
