import { decodeBody } from '../http/decode-body.ts';
import { type Exchange, type Header, headerOf, type WireResponse } from '../http/exchange.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import type { Matcher } from '../spec/match.ts';
import type { RequestValues } from '../spec/request-values.ts';
import type { Mask } from './mask.ts';
import { readMasked, textsOfHeaders, toObject } from './read-request.ts';
import { servedAsExchange, servedTarget } from './served-as-exchange.ts';
import type { FoundRows, ServedExchange } from './served-exchange.ts';

/** An entry of a journal as somebody reads it: without secrets, and examined. Written as JSON. */
export interface ShownEntry {
  readonly n: number;
  /** In ISO 8601. */
  readonly at: string;
  readonly ms: number;
  readonly scope: string;
  /** `vendor.operationId`; null: no operation that is served. */
  readonly operation: string | null;
  readonly request: ShownRequest;
  readonly response: ShownResponse;
  /** Why the answer is as it is: a cause, or the rows that were found, and what was injected. */
  readonly why: ShownWhy;
  /** What the contract says against the request and the answer. */
  readonly findings: readonly ShownFinding[];
  /** What the client probably got wrong, a sentence each. */
  readonly hints: readonly string[];
  /** Lengths of bodies, of which only the beginning was kept; such an answer is not examined. */
  readonly cut?: { readonly request: number; readonly response: number };
}

interface ShownRequest {
  readonly method: string;
  /** Path and query as they came. */
  readonly target: string;
  /** The texts of the query by name; a list for a name that came more than once. */
  readonly query: JsonObject;
  /** By name in lower case. */
  readonly headers: JsonObject;
  /** JSON as its value, a form as an object, anything else as text; absent: none came. */
  readonly body?: Json;
  /** What the operation has read of the path, the query and the headers, by place; absent where it was refused before. */
  readonly understood?: JsonObject;
}

interface ShownResponse {
  readonly status: number;
  readonly headers: JsonObject;
  /** JSON as its value, anything else as text; absent: none was sent. */
  readonly body?: Json;
  /** base64: the body is not text. */
  readonly encoding?: 'base64';
  /** The length of the body as it was sent. */
  readonly bytes: number;
}

interface ShownWhy {
  readonly cause?: string;
  readonly parameter?: string;
  readonly reason?: string;
  readonly fault?: string;
  readonly playback?: string;
  readonly recording?: string;
  readonly rows?: Omit<FoundRows, 'where' | 'from'> & { readonly where: readonly JsonObject[] };
}

/** What the contract says against an exchange, in words. */
export interface ShownFinding {
  readonly of: 'request' | 'response';
  readonly check: string;
  readonly level: 'error' | 'warning' | 'info';
  readonly title: string;
  readonly expected?: string;
  readonly actual?: string;
  /** Into the body. */
  readonly pointer?: string;
}

/** Says what the contract finds in an exchange. Given where a server is wired: this room does not know the contract. */
export type Examine = (served: ServedExchange, exchange: Exchange) => readonly ShownFinding[];

export interface ShownEntryOptions {
  readonly matcher: Matcher;
  readonly maskOf: (spec: ServedExchange['spec']) => Mask;
  readonly examine?: Examine | undefined;
}

/** An entry as it may be read by anybody who may read the journal. */
export function toShownEntry(
  served: ServedExchange,
  { matcher, maskOf, examine }: ShownEntryOptions,
): ShownEntry {
  const { n, at, ms, scope, operation, hints, cut } = served;
  const mask = maskOf(served.spec);
  const exchange = servedAsExchange(served);
  const clean = mask.exchange(exchange);
  const request = readMasked(served, clean, matcher);
  const findings = cut ? [] : (examine?.(served, exchange) ?? []);
  return {
    n,
    at: new Date(at).toISOString(),
    ms: Math.round(ms * 1000) / 1000,
    scope,
    operation: operation ? `${operation.spec}.${operation.id}` : null,
    request: {
      method: served.method,
      target: servedTarget(clean),
      query: toObject(request.query),
      headers: toObject(request.headers),
      ...(request.body !== undefined && { body: request.body }),
      ...(served.values && { understood: toUnderstood(served.values, mask) }),
    },
    response: toShownResponse(
      clean.response as WireResponse,
      exchange.response as WireResponse,
      cut?.response,
    ),
    why: toShownWhy(served, mask),
    findings: findings.map((finding) => masked(finding, mask)),
    hints: hints.map(mask.text),
    ...(cut && { cut }),
  };
}

function toUnderstood({ path, query, header }: RequestValues, mask: Mask): JsonObject {
  const places = Object.entries({ path, query, header }).filter(
    ([, values]) => Object.keys(values).length > 0,
  );
  return Object.fromEntries(
    places.map(([place, values]) => [
      place,
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, mask.value(value, place as 'query', name)]),
      ),
    ]),
  );
}

function toShownResponse(clean: WireResponse, sent: WireResponse, whole?: number): ShownResponse {
  const { status, headers, body } = clean;
  return {
    status,
    headers: toObject(textsOfHeaders(headers)),
    ...(body.length > 0 && toShownBody(body, headers)),
    bytes: whole ?? sent.body.length,
  };
}

function toShownBody(body: Uint8Array, headers: readonly Header[]): Pick<ShownResponse, 'body' | 'encoding'> {
  const { bytes } = decodeBody(body, headerOf(headers, 'content-encoding'));
  let text: string;
  try {
    text = UTF8.decode(bytes);
  } catch {
    return { body: Buffer.from(bytes).toString('base64'), encoding: 'base64' };
  }
  try {
    return { body: JSON.parse(text) as Json };
  } catch {
    return { body: text };
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

function toShownWhy({ why }: ServedExchange, mask: Mask): ShownWhy {
  const { cause, parameter, reason, fault, playback, recording, rows } = why;
  return {
    ...(cause && { cause }),
    ...(parameter && { parameter }),
    ...(reason && { reason: mask.text(reason) }),
    ...(fault && { fault }),
    ...(playback && { playback }),
    ...(recording && { recording }),
    ...(rows && {
      rows: {
        collection: rows.collection,
        total: rows.total,
        shown: rows.shown,
        ...(rows.page && { page: rows.page }),
        where: rows.where.map(({ field, test, value }) => ({
          field,
          test,
          value: mask.value(value, 'query', field),
        })),
      },
    }),
  };
}

function masked(finding: ShownFinding, mask: Mask): ShownFinding {
  const texts = Object.entries(finding).map(([key, value]) =>
    ['title', 'expected', 'actual'].includes(key) ? [key, mask.text(value as string)] : [key, value],
  );
  return Object.fromEntries(texts) as ShownFinding;
}
