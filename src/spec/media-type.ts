import { MIMEType } from 'whatwg-mimetype';
import type { JsonObject } from './json.ts';
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

/** Whether bodies of a media type are JSON; of a range with a star, those that are sent by it. */
export function isJson(media: MediaType): boolean {
  return isJsonType(parseMediaType(servedType(media))?.essence ?? '');
}

/**
 * The media type that a body of a declared one has: where a document leaves it open, JSON, and of a narrower range the
 * plainest of its kind.
 */
export function servedType(media: MediaType): string {
  const { type } = media;
  if (!type.includes('*')) return type;
  const [kind = '', sub = ''] = essenceOf(media).split('/');
  const suffix = /\+(\w+)$/.exec(sub)?.[1];
  if (suffix !== undefined) return `application/${suffix}`;
  if (kind === '*' || kind === 'application')
    return isOfBytes(media.schema) ? 'application/octet-stream' : 'application/json';
  return PLAINEST[kind] ?? 'application/octet-stream';
}

const PLAINEST: Readonly<Record<string, string>> = {
  text: 'text/plain',
  image: 'image/png',
  audio: 'audio/mpeg',
  video: 'video/mp4',
  multipart: 'multipart/form-data',
};

/** Whether a schema stands for bytes as they are. */
export function isOfBytes({ format, contentMediaType, contentEncoding }: JsonObject): boolean {
  if (format === 'binary') return true;
  return (
    typeof contentMediaType === 'string' && contentEncoding === undefined && !isJsonType(contentMediaType)
  );
}

/** JSON, or a format that says by its suffix that it is JSON: `application/problem+json`. */
export function isJsonType(essence: string): boolean {
  return /[/+]json$/.test(essence);
}

/**
 * The declared media type of a sent one. OpenAPI: the most specific applies, then a star for the subtype, then for everything. One
 * that is declared as a range comes as the type that was sent: only that says how its body is to be read.
 */
export function findMedia(content: ReadonlyMap<string, MediaType>, essence: string): MediaType | undefined {
  const declared = [...content.values()];
  const [type] = essence.split('/');
  const exact = declared.find((media) => essenceOf(media) === essence);
  if (exact) return exact;
  const suffix = /\+\w+$/.exec(essence)?.[0];
  const ranges = [...(suffix === undefined ? [] : [`${type}/*${suffix}`]), `${type}/*`, '*/*'];
  const range = ranges
    .map((wanted) => declared.find((media) => essenceOf(media) === wanted))
    .find((found) => found !== undefined);
  return range && { ...range, type: essence };
}
