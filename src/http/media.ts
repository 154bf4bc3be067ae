import type { MediaType, ResponseSpec } from '../spec/spec.ts';
import { toContentType } from './read-response.ts';
import type { Reading } from './reading.ts';

/**
 * The documented media type of a body: the one that the Content-Type names, else a range that has it
 * (`text/*`). A body that is JSON under another label is still held against the only JSON there is.
 */
export function mediaOf(response: ResponseSpec, { type, text, json }: Reading): MediaType | undefined {
  const all = [...response.content.values()];
  const named = type && (all.find((one) => essenceOf(one) === type.essence) ?? inRange(all, type.essence));
  if (named) return named;
  if (!type && text === '') return all.find((one) => !isJson(one)) ?? all[0];
  const documented = all.filter(isJson);
  return json !== undefined && documented.length === 1 ? documented[0] : undefined;
}

/** `application/json; charset=utf-8` → `application/json`. */
export function essenceOf({ type }: MediaType): string {
  return toContentType(type)?.essence ?? type.trim().toLowerCase();
}

export function isJson(media: MediaType): boolean {
  return isJsonType(essenceOf(media));
}

export function isJsonType(essence: string): boolean {
  return /[/+]json$/.test(essence);
}

/** Whether a documented range such as `text/*` or a star for everything has a type. */
export function inRange(all: readonly MediaType[], essence: string): MediaType | undefined {
  const [kind] = essence.split('/');
  return all.find((one) => essenceOf(one) === `${kind}/*`) ?? all.find((one) => essenceOf(one) === '*/*');
}
