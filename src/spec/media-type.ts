import { MIMEType } from 'whatwg-mimetype';
import type { MediaType } from './spec.ts';

/** A media type by its parts, as a Content-Type header or a document has it. */
export interface ParsedMediaType {
  /** Type and subtype in lower case: `application/json`. */
  readonly essence: string;
  /** In lower case; undefined when it is not given. */
  readonly charset: string | undefined;
}

const MOST_REMEMBERED = 200;
const LONGEST_REMEMBERED = 200;
const remembered = new Map<string, ParsedMediaType | undefined>();

/** `Application/JSON; charset=UTF-8` → its parts; undefined when the text is no media type. */
export function parseMediaType(text: string): ParsedMediaType | undefined {
  // Every request and response has one, and they are nearly always the same few texts.
  if (remembered.has(text)) return remembered.get(text);
  const type = MIMEType.parse(text);
  const parsed = type
    ? { essence: type.essence, charset: type.parameters.get('charset')?.toLowerCase() || undefined }
    : undefined;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  if (text.length <= LONGEST_REMEMBERED) remembered.set(text, parsed);
  return parsed;
}

/** Type and subtype of a declared media type: `application/json; charset=utf-8` → `application/json`. */
export function essenceOf({ type }: MediaType): string {
  return parseMediaType(type)?.essence ?? type.trim().toLowerCase();
}

export function isJson(media: MediaType): boolean {
  return isJsonType(essenceOf(media));
}

/** JSON, or a format that says by its suffix that it is JSON: `application/problem+json`. */
export function isJsonType(essence: string): boolean {
  return /[/+]json$/.test(essence);
}

/** The declared media type of a sent one. OpenAPI: the most specific applies, then `text/*`, then a star for everything. */
export function findMedia(content: ReadonlyMap<string, MediaType>, essence: string): MediaType | undefined {
  const declared = [...content.values()];
  const [type] = essence.split('/');
  const named = (wanted: string) => declared.find((media) => essenceOf(media) === wanted);
  return named(essence) ?? named(`${type}/*`) ?? named('*/*');
}
