import { type ParsedMediaType, parseMediaType } from '../spec/media-type.ts';
import { type Header, headerOf } from './exchange.ts';

/** The Content-Type of a message; undefined when there is none, it is malformed, or it was sent more than once. */
export function contentTypeOf(headers: readonly Header[]): ParsedMediaType | undefined {
  const value = headerOf(headers, 'content-type') ?? '';
  // Repeated headers are joined by a comma. Clients differ in which of two values they use.
  if (value.replaceAll(/"[^"]*"/g, '').includes(',')) return undefined;
  const type = parseMediaType(value);
  // Ranges such as text/* are for Accept, and for the documents of OpenAPI.
  return type?.essence.includes('*') ? undefined : type;
}
