import { createHash } from 'node:crypto';
import { isObject, type Json } from '../spec/json.ts';
import type { StoredBody, StoredResponse } from './fixture.ts';
import { toHeader } from './stored-exchange.ts';

/**
 * A digest of what a client can tell two answers apart by. What is another one in every answer does not count: the
 * ids of requests, times in headers, values of cookies, and how the bytes were packed.
 */
export function answerDigest({ status, headers, body, wire }: StoredResponse): string {
  const told = headers
    .map(toHeader)
    .filter(([name, value]) => !(FLEETING_HEADER.test(name) || TIME.test(value)))
    .map(([name, value]) => [name.toLowerCase(), toComparable(name.toLowerCase(), value, wire?.bytes)])
    .sort(([a = '', x = ''], [b = '', y = '']) => compare(a, b) || compare(x, y));
  const isComplete = wire?.complete ?? true;
  const all = [status, told, isComplete, wire?.encoding ?? '', body && contentOf(body)];
  return createHash('sha256').update(JSON.stringify(all)).digest('base64');
}

const ID_NAME = /(?:^|[a-z_-])(?:request|trace|correlation|span|transaction)[_-]?id$/i;

/** Names of headers about one answer and the way that it took, as proxies and gateways in general add them. */
const FLEETING_HEADER = new RegExp(
  [
    ID_NAME.source,
    '^(?:date|age|expires|via|traceparent|tracestate|server-timing|nel|report-to)$',
    '^x-(?:cache.*|served-by|timer|runtime|response-time|process-time|upstream.*time)$',
    '(?:^|-)(?:ray|rate-?limit(?:-.*)?)$',
  ].join('|'),
  'i',
);

const TIME =
  /^(?:[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [\d:]{8} GMT|\d{4}-\d\d-\d\d[T ][\d:]{5,8}(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)$/;

/** A length that is right depends on how the bytes were packed; of one that is wrong, by how much it is. */
function toComparable(name: string, value: string, bytes: number | undefined): string {
  if (name === 'content-length' && bytes !== undefined) return String(Number(value) - bytes);
  return name === 'set-cookie' ? value.replace(/=[^;]*/, '=') : value;
}

function contentOf(body: StoredBody): unknown {
  return 'json' in body ? ['json', withoutIds(body.json)] : body;
}

/** Ids of requests stand around the rows, never in them. */
function withoutIds(value: Json): Json {
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([name]) => !ID_NAME.test(name));
  return kept.map(([name, inner]) => [name, withoutIds(inner)]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
