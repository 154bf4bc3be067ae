import { isObject, type Json, type JsonObject } from './json.ts';
import { toPointer } from './json-pointer.ts';
import { follow, type Reader } from './reader.ts';
import type { MediaType, Operation } from './spec.ts';

/** GET and HEAD have none: what it would mean is nowhere said (RFC 9110, 9.3.1), and clients do not send it. */
export function toBody(
  reader: Reader,
  raw: Json | undefined,
  pointer: string,
  method: string,
): Operation['body'] {
  if (raw === undefined || method === 'get' || method === 'head') return undefined;
  const { value, at } = follow(reader, raw, pointer);
  return {
    node: at,
    required: value.required === true,
    content: toContent(reader, value.content, `${at}/content`),
  };
}

/** The media types of a request or a response, as written in the document. */
export function toContent(reader: Reader, raw: Json | undefined, pointer: string): Map<string, MediaType> {
  const found = new Map<string, MediaType>();
  for (const [type, media] of Object.entries(isObject(raw) ? raw : {})) {
    const at = pointer + toPointer([type]);
    const value = isObject(media) ? media : {};
    found.set(type, {
      type,
      node: at,
      schema: reader.schemas.resolve(value.schema),
      pointer: value.schema === undefined ? '' : `${at}/schema`,
      encoding: isObject(value.encoding) ? value.encoding : {},
      examples: toExamples(reader, value, at),
    });
  }
  return found;
}

function toExamples(reader: Reader, media: JsonObject, pointer: string): Map<string, Json> {
  const found = new Map<string, Json>();
  for (const [name, raw] of Object.entries(isObject(media.examples) ? media.examples : {})) {
    const { value } = follow(reader, raw, `${pointer}/examples${toPointer([name])}`);
    if (value.value !== undefined) found.set(name, value.value);
  }
  if (media.example !== undefined) found.set('example', media.example);
  return found;
}
