import { headerOf } from '../http/exchange.ts';
import type { ObservedResponse } from '../result/observed-response.ts';
import { isObject, type Json, type JsonObject } from '../spec/json.ts';
import { valueAt } from '../spec/json-pointer.ts';
import { isJsonType } from '../spec/media-type.ts';
import { inferSchema, isWritableName } from './infer.ts';

type ReceivedAnswer = Pick<ObservedResponse, 'exchange' | 'reading' | 'media'>;

const MOST_ITEMS = 2;
const MOST_CHARACTERS = 200;

/**
 * The `content` of a response for bodies as they came: for each media type a schema, with the first body as example.
 * JSON under a media type that is not documented keeps the schema that it was checked against.
 */
export function receivedContent(document: Json, answers: readonly ReceivedAnswer[]): JsonObject {
  const byType = new Map<string, ReceivedAnswer[]>();
  for (const answer of answers) {
    const { type: parsed } = answer.reading;
    const header = headerOf(answer.exchange.response?.headers ?? [], 'content-type')?.trim();
    if (parsed === undefined || header === undefined) continue;
    // JSON has no charset: with one or without, it is the same media type.
    const type = isJsonType(parsed.essence) ? parsed.essence : header;
    byType.set(type, [...(byType.get(type) ?? []), answer]);
  }
  return Object.fromEntries([...byType].map(([type, some]) => [type, toMedia(document, some)]));
}

function toMedia(document: Json, answers: readonly ReceivedAnswer[]): JsonObject {
  const known = answers.find(({ media }) => media && media.pointer !== '')?.media;
  if (known) return { schema: valueAt(document, known.pointer) as Json };
  const bodies = answers.map(({ reading: { json, text } }) => json ?? text);
  return {
    schema: inferSchema(bodies),
    examples: { seen: { value: shortened(bodies[0] as Json) } },
  };
}

/** Shortens a body for an example: the first items of each list, the beginning of each text. */
function shortened(value: Json, depth = 0): Json {
  if (depth > 12) return null;
  if (typeof value === 'string') return value.slice(0, MOST_CHARACTERS).replaceAll(/\p{Cs}/gu, '\ufffd');
  if (Array.isArray(value)) return value.slice(0, MOST_ITEMS).map((item) => shortened(item, depth + 1));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([name]) => isWritableName(name));
  return Object.fromEntries(kept.map(([name, child]) => [name, shortened(child, depth + 1)]));
}
