import type { Field } from './field.ts';
import type { Json } from './json.ts';
import { isJsonType, parseMediaType } from './media-type.ts';
import { readMember, readMembers } from './read-members.ts';
import type { Spec } from './spec.ts';
import { deepMembers, oneText, splitList, splitMembers } from './split-text.ts';
import type { TextPairs } from './text-pairs.ts';
import { isTooDeep } from './too-deep.ts';
import { createShape, type ValueShape } from './value-shape.ts';

/** Reads a parameter from the texts at its place, in its schema's type; undefined: it is not there. */
export type ReadField = (pairs: TextPairs) => Json | undefined;

/**
 * Compiles the reading of a parameter. An empty value counts as absent unless it may be a text: forms leave numbers out so.
 * Where a schema allows several kinds of value, the reading that it allows counts.
 */
export function createReadField(
  field: Field,
  { schemas, validators }: Pick<Spec, 'schemas' | 'validators'>,
): ReadField {
  const { serialisation, required, pointer } = field;
  const shape = createShape(field.schema, schemas);
  const readings = serialisation.media === undefined ? readingsOf(field, shape) : [contentReading(field)];
  const fits = (value: Json) => pointer === '' || validators.fits(pointer, value);
  const read = isPlainScalar(field, shape) ? createReadText(field, shape, false) : chosen(readings, fits);
  if (!serialisation.allowEmpty) return read;
  return (pairs) => {
    if (pairs.get(field.name) !== '') return read(pairs);
    const value = shape.isText ? read(pairs) : undefined;
    if (value !== undefined && fits(value)) return value;
    // What must be there is there.
    return required ? '' : undefined;
  };
}

type TextReading = (pairs: TextPairs) => readonly Json[];

function chosen(readings: readonly TextReading[], fits: (value: Json) => boolean): ReadField {
  const [only] = readings;
  if (only && readings.length === 1)
    return (pairs) => {
      const found = only(pairs);
      return found.length > 1 ? (found.find(fits) ?? found[0]) : found[0];
    };
  return (pairs) => {
    let first: Json | undefined;
    for (const reading of readings)
      for (const value of reading(pairs)) {
        if (fits(value)) return value;
        first ??= value;
      }
    return first;
  };
}

/** What the texts may be, as the shape has it; what a text may be and a number as well is first a text. */
function readingsOf(field: Field, shape: ValueShape): TextReading[] {
  const isScalar = (!shape.isList && !shape.isObject) || shape.isText || shape.isTyped;
  const modes = isMixed(shape, 0) ? [false, true] : [false];
  const scalars = isScalar ? modes.map((typed) => scalarReading(field, shape, typed)) : [];
  const lists = shape.isList ? modes.map((typed) => listReading(field, shape, typed)) : [];
  const objects = shape.isObject ? modes.map((typed) => objectReading(field, shape, typed)) : [];
  if (shape.isObject && shape.isNullable) objects.push(nullReading(field));
  if (lists.length === 0 || scalars.length === 0) return [...scalars, ...lists, ...objects];
  // One text may be one value; several are a list.
  const isOne = (pairs: TextPairs) => pairs.all(field.name).length < 2;
  return [
    ...scalars.map(
      (read): TextReading =>
        (pairs) =>
          isOne(pairs) ? read(pairs) : [],
    ),
    ...lists,
    ...objects,
  ];
}

/** Whether a text in it may be something else as well. */
function isMixed(shape: ValueShape, depth: number): boolean {
  if ((shape.isText && (shape.isTyped || shape.isNullable)) || depth > 2)
    return shape.isTyped && shape.isText;
  if (shape.isList && isMixed(shape.item(0), depth + 1)) return true;
  return shape.isObject && [...shape.members.values()].some((one) => isMixed(one, depth + 1));
}

function scalarReading(field: Field, shape: ValueShape, typed: boolean): TextReading {
  const read = createReadText(field, shape, typed);
  return (pairs) => {
    const value = read(pairs);
    return value === undefined ? [] : [value];
  };
}

/** Whether a text can mean one value only, as that of most parameters. */
function isPlainScalar({ serialisation: { media } }: Field, shape: ValueShape): boolean {
  return media === undefined && !shape.isList && !shape.isObject && !isMixed(shape, 0);
}

function createReadText(field: Field, shape: ValueShape, typed: boolean): ReadField {
  return (pairs) => {
    const text = oneText(field, pairs);
    if (text === undefined) return undefined;
    const value = shape.read(text, typed);
    return value === '' && !shape.isText ? undefined : value;
  };
}

function listReading(field: Field, shape: ValueShape, typed: boolean): TextReading {
  if (field.serialisation.style === 'deepObject')
    return (pairs) => {
      const found = deepMembers(pairs).get(field.name);
      const texts = found ?? pairs.all(field.name).map((text) => [[], text] as const);
      const value = texts.length === 0 ? undefined : readMember(texts, shape, typed);
      return value === undefined ? [] : [value];
    };
  return (pairs) =>
    splitList(field, pairs)
      .map((texts) => texts.map((text, index) => shape.item(index).read(text, typed)))
      // A list of numbers without one was left empty.
      .filter((items) => items.length !== 1 || items[0] !== '' || shape.item(0).isText);
}

function objectReading(field: Field, shape: ValueShape, typed: boolean): TextReading {
  const isName = (name: string) =>
    shape.members.has(name) || (shape.others !== undefined && name !== field.name);
  const { style, explode } = field.serialisation;
  const isSpread = style === 'form' && explode;
  return (pairs) => {
    const found = splitMembers(field, pairs, isName).map((members) => readMembers(members, shape, typed));
    // What is sent and is no object is told as such.
    const text = found.length > 0 || isSpread ? undefined : pairs.get(field.name);
    return text === undefined ? found : [text];
  };
}

/** An object that may be null is written as that word, under its own name. */
function nullReading({ name }: Field): TextReading {
  return (pairs) => (pairs.get(name) === 'null' ? [null] : []);
}

/** A text in a media type of its own; what is no JSON stays text, and its schema says so. */
function contentReading({ name, serialisation: { media = '' } }: Field): TextReading {
  const isJson = isJsonType(parseMediaType(media)?.essence ?? media);
  return (pairs) => {
    const text = pairs.get(name);
    if (text === undefined) return [];
    if (!isJson || isTooDeep(text)) return [text];
    try {
      return [JSON.parse(text) as Json];
    } catch {
      return [text];
    }
  };
}
