import type { ServedExchange } from './served-exchange.ts';

/** A longer body is kept only in part: whoever reads an entry is told so. */
export const LONGEST_KEPT_BODY = 1024 * 1024;

/** What an exchange takes besides its texts: its objects, and the values that were read from it. */
const OWN_BYTES = 2048;
/** Values read from a long body can take twenty times as much; they can be read again. */
const LONGEST_READ_BODY = 16 * 1024;

/** About how much memory an exchange keeps, in bytes. */
export function sizeOf({ target, headers, body, response }: ServedExchange): number {
  let sum = OWN_BYTES + target.length + keptLength(body) + keptLength(response.body);
  // A request in-process may have any headers, but nobody floods himself.
  if (Array.isArray(headers)) for (const text of headers) sum += text.length;
  return sum;
}

/** The exchange as it is kept: mostly itself. */
export function cutLong(exchange: ServedExchange): ServedExchange {
  const { body, response, values } = exchange;
  const isLong = lengthOf(body) > LONGEST_KEPT_BODY || lengthOf(response.body) > LONGEST_KEPT_BODY;
  if (!isLong && (values === undefined || body.length <= LONGEST_READ_BODY)) return exchange;
  return {
    ...exchange,
    ...(body.length > LONGEST_READ_BODY && { values: undefined }),
    body: cut(body),
    response: { ...response, body: response.body === null ? null : cut(response.body) },
    ...(isLong && { cut: { request: lengthOf(body), response: lengthOf(response.body) } }),
  };
}

/** The exchange with its answer's bytes in memory of their own, where they were a part of another's. */
export function withOwnBody(exchange: ServedExchange): ServedExchange {
  const { body } = exchange.response;
  if (!(body instanceof Uint8Array) || body.buffer.byteLength <= body.byteLength) return exchange;
  return { ...exchange, response: { ...exchange.response, body: ownBytes(body) } };
}

function cut<T extends string | Uint8Array>(body: T): T {
  if (body.length <= LONGEST_KEPT_BODY) return body;
  // A part of a text, or of bytes, would keep the whole.
  if (typeof body === 'string') return Buffer.from(body.slice(0, LONGEST_KEPT_BODY)).toString() as T;
  return ownBytes(body.subarray(0, LONGEST_KEPT_BODY)) as T;
}

/** Not `slice` of a Buffer, which shares, nor a small `Buffer.from`, which is cut from a pool. */
function ownBytes(bytes: Uint8Array): Uint8Array {
  const own = Buffer.allocUnsafeSlow(bytes.length);
  own.set(bytes);
  return own;
}

function lengthOf(body: string | Uint8Array | null): number {
  return body === null ? 0 : body.length;
}

/** Two bytes for each character of a text, which may be in any language. */
function keptLength(body: string | Uint8Array | null): number {
  if (body === null) return 0;
  const kept = Math.min(body.length, LONGEST_KEPT_BODY);
  return typeof body === 'string' ? kept * 2 : kept;
}
