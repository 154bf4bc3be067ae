import { isObject, type Json, type JsonObject, member, setMember } from './json.ts';
import { isJsonType, parseMediaType } from './media-type.ts';
import { readMember, readMembers } from './read-members.ts';
import { FORM, type Serialisation, toSerialisation } from './serialisation.ts';
import type { MediaType, Spec } from './spec.ts';
import { deepMembers, oneText, type SplitMember, splitList, splitMembers } from './split-text.ts';
import type { TextPairs } from './text-pairs.ts';
import { isTooDeep } from './too-deep.ts';
import { createShape, type ValueShape } from './value-shape.ts';

/** Reads the fields of a form as the object that the schema of its media type means. */
export type ReadForm = (pairs: TextPairs) => JsonObject;

export function createReadForm({ schemas, validators }: Spec, media: MediaType): ReadForm {
  const shape = createShape(media.schema, schemas);
  const read = (pairs: TextPairs, typed: boolean) => {
    const made: JsonObject = {};
    const brackets = deepMembers(pairs);
    for (const [name, own] of shape.members) {
      const value = readField({ name, own, media, typed }, pairs, brackets.get(name) ?? []);
      if (value !== undefined) setMember(made, name, value);
    }
    for (const [name, texts] of pairs.entries()) {
      const known = shape.members.has(name) || shape.members.has(name.replace(/\[.*$/s, ''));
      const value = known
        ? undefined
        : readMember(
            texts.map((text) => [[], text]),
            shape.others,
            typed,
          );
      if (value !== undefined) setMember(made, name, value);
    }
    return made;
  };
  return (pairs) => {
    const value = read(pairs, false);
    if (media.pointer === '' || validators.fits(media.pointer, value)) return value;
    const other = read(pairs, true);
    return validators.fits(media.pointer, other) ? other : value;
  };
}

interface FormField {
  readonly name: string;
  readonly own: ValueShape;
  readonly media: MediaType;
  readonly typed: boolean;
}

function readField(
  { name, own, media, typed }: FormField,
  pairs: TextPairs,
  brackets: readonly SplitMember[],
): Json | undefined {
  const { serialisation, isJson, hasStyle } = encodingOf(media, name);
  const of = { in: 'body', name, serialisation } as const;
  const text = pairs.get(name);
  if (text === undefined && brackets.length > 0) return readMember(brackets, own, typed);
  if (isJson) return text === undefined ? undefined : parsed(text);
  if (own.isList) {
    const [texts] = splitList(of, pairs);
    if (!texts) return undefined;
    if (texts.length === 1 && texts[0] === '' && !own.item(0).isText) return undefined;
    return texts.map((one, index) => readItem(one, own.item(index), typed));
  }
  if (own.isObject && hasStyle) {
    const [members] = splitMembers(of, pairs, (one) => own.members.has(one));
    return members ? readMembers(members, own, typed) : text;
  }
  const one = oneText(of, pairs);
  if (one === undefined) return undefined;
  if (one === '' && !own.isText) return own.isNullable ? null : undefined;
  return readItem(one, own, typed);
}

/** OpenAPI: an object in a form is JSON where nothing else is said. */
function readItem(text: string, shape: ValueShape, typed: boolean): Json {
  return shape.isObject && !shape.isText ? parsed(text) : shape.read(text, typed);
}

function parsed(text: string): Json {
  try {
    return isTooDeep(text) ? text : (JSON.parse(text) as Json);
  } catch {
    return text;
  }
}

interface FieldEncoding {
  readonly serialisation: Serialisation;
  /** Whether it says a style, which then counts and not its media type. */
  readonly hasStyle: boolean;
  readonly isJson: boolean;
  /** The media types that a part may have, in lower case; undefined where nothing is said. */
  readonly types: readonly string[] | undefined;
}

/** What a document says of how a field of a form is written. */
export function encodingOf({ encoding }: MediaType, name: string): FieldEncoding {
  const said = member(encoding, name);
  const own = isObject(said) ? said : {};
  const hasStyle = ['style', 'explode', 'allowReserved'].some((word) => own[word] !== undefined);
  const types =
    typeof own.contentType === 'string' && !hasStyle
      ? own.contentType.split(',').map((type) => parseMediaType(type)?.essence ?? type.trim().toLowerCase())
      : undefined;
  return {
    serialisation: hasStyle ? toSerialisation(own, 'query') : FORM,
    hasStyle,
    isJson: types?.every(isJsonType) ?? false,
    types,
  };
}
