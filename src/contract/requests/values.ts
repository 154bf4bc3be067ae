import type { Field } from '../../spec/field.ts';
import { isObject, type Json, type JsonObject } from '../../spec/json.ts';
import { firstExample } from '../../spec/schema.ts';

/** A value for a field, with what is peculiar about it, for people: `its maximum`. */
export interface ValueSample {
  readonly value: Json;
  readonly says: string;
}

/** A value that is forbidden, with the kind of its fault: what is the same fault gets the same name. */
interface WrongSample extends ValueSample {
  readonly fault: 'of a wrong type' | 'out of bounds' | 'with a value that is not listed' | 'of another form';
  /** How texts are read as numbers is told nowhere: some servers are generous. */
  readonly isArguable?: boolean;
}

type Typed = ValueSample & Pick<WrongSample, 'isArguable'>;

/** Longer texts are not sent: servers have limits of their own for headers and queries. */
const LONGEST_TEXT = 1000;
const LONGEST_LIST = 1000;
const UNKNOWN = 'confab-no-such-value';

/**
 * The values of a field that the document itself names: enumerations, bounds, defaults, examples, and null
 * where the type has it. Of what only the vendor knows, such as tokens and ids, there are none.
 */
export function validSamples(field: Field): ValueSample[] {
  const { schema, types, paging } = field;
  const isInBody = field.in === 'body';
  const given = (value: Json | undefined, says: string): ValueSample[] =>
    value === undefined ? [] : [{ value, says }];
  const listed = (Array.isArray(schema.enum) ? schema.enum : []).map((value) => ({
    value,
    says: 'a listed value',
  }));
  const examples = field.examples.map((value) => ({ value, says: 'an example' }));
  if (paging === 'token') return given(schema.default, 'its default');
  const found = [
    ...listed,
    ...given(schema.const, 'its only value'),
    ...given(schema.default, 'its default'),
    ...(types.includes('boolean') ? [true, false].map((value) => ({ value, says: 'a listed value' })) : []),
    ...(isInBody && types.includes('null') ? [{ value: null, says: 'null' }] : []),
    // What stands on a page depends on how many rows there are.
    ...(paging === 'page' ? [] : examples),
    ...bounds(schema).filter(({ says }) => paging !== 'page' || says === 'its minimum'),
    ...(isOpaque(field) ? [] : lengths(schema)),
    ...(types.includes('array') && schema.minItems === undefined && isInBody
      ? [{ value: [], says: 'an empty list' }]
      : []),
  ];
  return unique(found);
}

/** Values that no field of its kind can mean: wrong types, bounds crossed by one, what no enumeration has. */
export function wrongSamples({ schema, types, in: place }: Field): WrongSample[] {
  const typed = place === 'body' ? wrongJson(schema, types) : wrongText(schema, types);
  return unique([
    ...crossed(schema).map((one) => ({ ...one, fault: 'out of bounds' as const })),
    ...(place === 'body' ? crowded(schema) : []),
    ...unlisted(schema),
    ...typed.map((one) => ({ ...one, fault: 'of a wrong type' as const })),
  ]);
}

/** A text that names something at the vendor, so that only the vendor knows what it may be. */
export function isOpaque({ types, paging, filter, required, in: place, schema }: Field): boolean {
  if (!types.includes('string') && types.length > 0) return false;
  if (schema.pattern !== undefined || schema.format !== undefined) return true;
  return paging === 'token' || filter !== undefined || required || place === 'path';
}

function bounds({ minimum, maximum, exclusiveMinimum, exclusiveMaximum, type }: JsonObject): ValueSample[] {
  const step = [type].flat().includes('integer') ? 1 : undefined;
  return [
    ...number(minimum, 0, 'its minimum'),
    ...(step === undefined ? [] : number(exclusiveMinimum, 1, 'its minimum')),
    ...number(maximum, 0, 'its maximum'),
    ...(step === undefined ? [] : number(exclusiveMaximum, -1, 'its maximum')),
  ];
}

function lengths({ minLength, maxLength }: JsonObject): ValueSample[] {
  const text = (length: unknown, says: string) =>
    typeof length === 'number' && length > 0 && length <= LONGEST_TEXT
      ? [{ value: 'a'.repeat(length), says }]
      : [];
  return [...text(minLength, 'its least length'), ...text(maxLength, 'its greatest length')];
}

function crossed({
  minimum,
  maximum,
  exclusiveMinimum,
  exclusiveMaximum,
  minLength,
  maxLength,
  multipleOf,
}: JsonObject): ValueSample[] {
  const text = (length: unknown, by: number, says: string) =>
    typeof length === 'number' && length + by >= 0 && length + by <= LONGEST_TEXT
      ? [{ value: 'a'.repeat(length + by), says }]
      : [];
  return [
    ...number(minimum, -1, 'below its minimum'),
    ...number(exclusiveMinimum, 0, 'at the minimum that it must exceed'),
    ...number(maximum, 1, 'above its maximum'),
    ...number(exclusiveMaximum, 0, 'at the maximum that it must stay below'),
    ...text(minLength, -1, 'shorter than its least length'),
    ...text(maxLength, 1, 'longer than its greatest length'),
    ...(typeof multipleOf === 'number' && Number.isInteger(multipleOf) && multipleOf > 1
      ? number(
          typeof minimum === 'number' ? Math.ceil(minimum / multipleOf) * multipleOf : 0,
          1,
          'between its steps',
        )
      : []),
  ];
}

/** Lists with one item too many or too few. */
function crowded({ minItems, maxItems, items, examples }: JsonObject): WrongSample[] {
  const example = Array.isArray(examples) ? examples.find((one) => Array.isArray(one) && one.length > 0) : [];
  const item =
    (isObject(items) ? firstExample(items) : undefined) ?? (example as Json[] | undefined)?.[0] ?? UNKNOWN;
  const list = (length: number, says: string): WrongSample[] =>
    length >= 0 && length <= LONGEST_LIST
      ? [{ value: Array.from({ length }, () => item), says, fault: 'out of bounds' }]
      : [];
  return [
    ...(typeof minItems === 'number' ? list(minItems - 1, 'with too few items') : []),
    ...(typeof maxItems === 'number' ? list(maxItems + 1, 'with too many items') : []),
  ];
}

function unlisted({ enum: listed, pattern, format }: JsonObject): WrongSample[] {
  if (!Array.isArray(listed)) {
    if (pattern === undefined && format === undefined) return [];
    return [{ value: UNKNOWN, says: 'as a text of another form', fault: 'of another form' }];
  }
  const numbers = listed.filter((value) => typeof value === 'number');
  const fault = 'with a value that is not listed';
  const [word] = listed.filter((value) => typeof value === 'string');
  const swapped = word === undefined ? undefined : swapCase(word);
  return [
    ...(numbers.length < listed.length ? [{ value: UNKNOWN, says: fault, fault } as const] : []),
    ...(numbers.length > 0 ? [{ value: Math.max(...numbers) + 1, says: fault, fault } as const] : []),
    ...(swapped !== undefined && !listed.includes(swapped)
      ? [{ value: swapped, says: 'in the other letter case', fault, isArguable: true } as const]
      : []),
  ];
}

function swapCase(word: string): string {
  return word === word.toUpperCase() ? word.toLowerCase() : word.toUpperCase();
}

/** Texts that are no numbers although much software reads them as such, and numbers too large for the format. */
function wrongText({ format }: JsonObject, types: readonly string[]): Typed[] {
  if (types.length === 0 || types.includes('string') || types.includes('array')) return [];
  const whole = [
    { value: '1e3', says: 'as 1e3', isArguable: true },
    { value: ' 1', says: 'with a blank before it', isArguable: true },
    { value: '1.5', says: 'with a fraction' },
    format === 'int32'
      ? { value: '2147483648', says: 'beyond 32 bits' }
      : { value: '9223372036854775808', says: 'beyond 64 bits' },
  ];
  return [
    { value: 'abc', says: 'with a text in place of its type' },
    ...(types.includes('boolean') ? [] : [{ value: '0x1', says: 'in hexadecimal digits', isArguable: true }]),
    ...(types.includes('integer') ? whole : []),
  ];
}

function wrongJson(schema: JsonObject, types: readonly string[]): ValueSample[] {
  const all: readonly (readonly [string, Json, string])[] = [
    // Not '1': servers that read it as the number are common, and nobody's client suffers from them.
    ['string', 'abc', 'as a text'],
    ['integer', 5, 'as a number'],
    ['number', 1.5, 'with a fraction'],
    ['boolean', true, 'as a boolean'],
    ['object', {}, 'as an object'],
    ['array', [], 'as a list'],
    ['null', null, 'as null'],
  ];
  if (types.length === 0) return [];
  return all
    .filter(([type]) => !types.includes(type) && !(type === 'integer' && types.includes('number')))
    .filter(([type]) => type !== 'number' || types.includes('integer'))
    .map(([, value, says]) => ({ value, says }))
    .concat(wrongItems(schema, types));
}

function wrongItems({ items }: JsonObject, types: readonly string[]): ValueSample[] {
  const [type] = [isObject(items) ? items.type : undefined].flat();
  if (!types.includes('array') || typeof type !== 'string') return [];
  return [{ value: [type === 'string' ? 5 : 'abc'], says: 'with an item of a wrong type' }];
}

function number(bound: unknown, by: number, says: string): ValueSample[] {
  return typeof bound === 'number' ? [{ value: bound + by, says }] : [];
}

function unique<One extends ValueSample>(samples: readonly One[]): One[] {
  const found = new Map<string, One>();
  for (const sample of samples) {
    const key = JSON.stringify(sample.value);
    if (!found.has(key)) found.set(key, sample);
  }
  return [...found.values()];
}
