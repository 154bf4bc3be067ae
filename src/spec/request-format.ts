import { isJsonType, parseMediaType } from './media-type.ts';
import type { MediaType, Operation } from './spec.ts';

/** The forms of a body that are read and written; by any other media type a body is not looked at. */
export const REQUEST_FORMATS = ['json', 'form', 'multipart', 'text'] as const;
export type RequestFormat = (typeof REQUEST_FORMATS)[number];

/** The form of a body by its media type; a range with a star is JSON, as nothing else is said. */
export function requestFormatOf(type: string): RequestFormat | undefined {
  const essence = parseMediaType(type)?.essence ?? type.trim().toLowerCase();
  if (isJsonType(essence) || essence === '*/*' || essence === 'application/*') return 'json';
  if (essence === 'application/x-www-form-urlencoded') return 'form';
  if (essence === 'multipart/form-data' || essence === 'multipart/*') return 'multipart';
  return essence.startsWith('text/') && !essence.endsWith('xml') ? 'text' : undefined;
}

/** Of several media types, the one in which bodies are sent: one that can be written, JSON first. */
export function sentMediaOf({ body }: Pick<Operation, 'body'>): MediaType | undefined {
  const declared = [...(body?.content.values() ?? [])];
  const ranked = REQUEST_FORMATS.map((format) =>
    declared.find(({ type }) => requestFormatOf(type) === format),
  );
  return ranked.find((media) => media !== undefined) ?? declared[0];
}

/** The Content-Type of a body of that media type. */
export function sentType({ type }: MediaType): string {
  if (!type.includes('*')) return type;
  const format = requestFormatOf(type);
  if (format === 'json') return 'application/json';
  if (format === 'multipart') return 'multipart/form-data';
  return format === 'text' ? 'text/plain' : 'application/octet-stream';
}
