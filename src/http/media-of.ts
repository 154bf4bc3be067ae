import { findMedia, isJson } from '../spec/media-type.ts';
import type { MediaType, ResponseSpec } from '../spec/spec.ts';
import type { Reading } from './reading.ts';

/**
 * The documented media type of a body: the one that its Content-Type names. A body that is JSON under another
 * label is still held against the documented JSON, if there is exactly one.
 */
export function mediaOf({ content }: ResponseSpec, { type, text, json }: Reading): MediaType | undefined {
  const named = type && findMedia(content, type.essence);
  if (named) return named;
  const all = [...content.values()];
  if (!type && text === '') return all.find((one) => !isJson(one)) ?? all[0];
  const documented = all.filter(isJson);
  return json !== undefined && documented.length === 1 ? documented[0] : undefined;
}
