import type { ExactText } from '../../spec/exact-number.ts';
import type { Field } from '../../spec/field.ts';
import { isObject, type Json, type JsonObject } from '../../spec/json.ts';
import { firstExample } from '../../spec/schema.ts';
import { numbersBeyondBounds } from './bounds.ts';
import { ofLength, unique, type ValueSample } from './value-sample.ts';

/** A value that a field must not have. */
interface ForbiddenSample extends ValueSample {
  /** What is wrong with it; values that are wrong in the same way share the title of a finding. */
  readonly kind: 'of a wrong type' | 'out of bounds' | 'with a value that is not listed' | 'of another form';
  /** Some servers read it generously, and the document does not say that they must not. */
  readonly isArguable?: boolean;
  /** A number of the right type that is too large for its format: no row has it. */
  readonly isBeyond?: boolean;
}

type Typed = Omit<ValueSample, 'keyword'> &
  Partial<Pick<ForbiddenSample, 'isArguable' | 'isBeyond' | 'keyword'>>;

const LONGEST_LIST = 1000;
const UNKNOWN = 'confab-no-such-value';

/** Values that the schema of a field forbids: of wrong types, out of bounds by one, not in the enumeration. */
export function forbiddenSamples(field: Field, exact: ExactText): ForbiddenSample[] {
  const { schema, types, in: place } = field;
  const typed = place === 'body' ? wrongJson(schema, types) : wrongText(schema, types);
  return unique([
    ...[...numbersBeyondBounds(field, exact), ...lengths(schema)].map((one) => ({
      ...one,
      kind: 'out of bounds' as const,
    })),
    ...(place === 'body' ? crowded(schema) : []),
    ...unlisted(schema),
    ...typed.map((one) => ({ keyword: 'type', ...one, kind: 'of a wrong type' as const })),
  ]);
}

function lengths(schema: JsonObject): ValueSample[] {
  return [
    ...ofLength(schema, 'minLength', -1, 'shorter than its least length'),
    ...ofLength(schema, 'maxLength', 1, 'longer than its greatest length'),
  ];
}

/** Lists with one item too many or too few. */
function crowded({ minItems, maxItems, items, examples }: JsonObject): ForbiddenSample[] {
  const example = Array.isArray(examples) ? examples.find((one) => Array.isArray(one) && one.length > 0) : [];
  const item =
    (isObject(items) ? firstExample(items) : undefined) ?? (example as Json[] | undefined)?.[0] ?? UNKNOWN;
  const list = (length: number, says: string, keyword: string): ForbiddenSample[] =>
    length >= 0 && length <= LONGEST_LIST
      ? [{ value: Array.from({ length }, () => item), says, keyword, kind: 'out of bounds' }]
      : [];
  return [
    ...(typeof minItems === 'number' ? list(minItems - 1, 'with too few items', 'minItems') : []),
    ...(typeof maxItems === 'number' ? list(maxItems + 1, 'with too many items', 'maxItems') : []),
  ];
}

function unlisted({ enum: listed, pattern, format }: JsonObject): ForbiddenSample[] {
  if (!Array.isArray(listed)) {
    if (pattern === undefined && format === undefined) return [];
    const keyword = pattern === undefined ? 'format' : 'pattern';
    return [{ value: UNKNOWN, says: 'as a text of another form', keyword, kind: 'of another form' }];
  }
  const numbers = listed.filter((value) => typeof value === 'number');
  const kind = 'with a value that is not listed';
  const not = { says: kind, kind, keyword: 'enum' } as const;
  const [word] = listed.filter((value) => typeof value === 'string');
  const swapped = word === undefined ? undefined : swapCase(word);
  return [
    ...(numbers.length < listed.length ? [{ value: UNKNOWN, ...not }] : []),
    ...(numbers.length > 0 ? [{ value: greaterThan(numbers), ...not }] : []),
    ...(swapped !== undefined && !listed.includes(swapped)
      ? [{ ...not, value: swapped, says: 'in the other letter case', isArguable: true }]
      : []),
  ];
}

/** A whole number that none of them is, and that JavaScript has. */
function greaterThan(numbers: readonly number[]): number {
  const next = Math.floor(Math.max(...numbers)) + 1;
  return Number.isSafeInteger(next) ? next : Math.min(0, ...numbers.map(Math.floor)) - 1;
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
      ? { value: '2147483648', says: 'beyond 32 bits', keyword: 'format', isBeyond: true }
      : // Without a format an integer may be of any size.
        {
          value: '9223372036854775808',
          says: 'beyond 64 bits',
          keyword: format === undefined ? 'type' : 'format',
          isBeyond: true,
          isArguable: format !== 'int64',
        },
  ];
  return [
    { value: 'abc', says: 'with a text in place of its type' },
    ...(types.includes('boolean') ? [] : [{ value: '0x1', says: 'in hexadecimal digits', isArguable: true }]),
    ...(types.includes('integer') ? whole : []),
  ];
}

function wrongJson(schema: JsonObject, types: readonly string[]): Typed[] {
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

function wrongItems({ items }: JsonObject, types: readonly string[]): Typed[] {
  const [type] = [isObject(items) ? items.type : undefined].flat();
  if (!types.includes('array') || typeof type !== 'string') return [];
  return [
    { value: [type === 'string' ? 5 : 'abc'], says: 'with an item of a wrong type', keyword: 'items/type' },
  ];
}
