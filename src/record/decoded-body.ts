import { brotliDecompressSync, constants, gunzipSync, inflateSync } from 'node:zlib';
import { decodeBody } from '../http/decode-body.ts';
import { headerOf, type WireResponse } from '../http/exchange.ts';

/** A body that can be searched for secrets. */
interface KeptBody {
  readonly bytes: Uint8Array;
  /** The encodings that were removed, as in `Wire`. */
  readonly encoding: string | undefined;
}

/** No page of a list is nearly so long. */
export const LONGEST_BODY = 32 * 1024 * 1024;

/**
 * The body without its encodings, or a sentence why it cannot be recorded: a body that cannot be decoded may
 * contain any secret.
 */
export function toDecodedBody({ headers, body, complete }: WireResponse): KeptBody | string {
  const label = headerOf(headers, 'content-encoding');
  const { bytes, isDecoded, encodings, problem } = decodeBody(body, label);
  const kept = isDecoded
    ? { bytes, encoding: encodings.length > 0 ? encodings.join(', ') : undefined }
    : complete
      ? undefined
      : beginningOf(body, label);
  if (!kept) return `${problem}, so that nobody can see which secrets are in it`;
  if (kept.bytes.length > LONGEST_BODY)
    return `it has ${toMegabytes(kept.bytes.length)} MiB when it is decoded; a recording has at most ${toMegabytes(LONGEST_BODY)}`;
  return kept;
}

export function toMegabytes(bytes: number): number {
  return Math.round(bytes / 1_048_576);
}

/** The part of an incomplete body that can be decoded. */
function beginningOf(body: Uint8Array, label = ''): KeptBody | undefined {
  const limit = { maxOutputLength: LONGEST_BODY };
  const sync = { ...limit, finishFlush: constants.Z_SYNC_FLUSH };
  const isGzip = body[0] === 0x1f && body[1] === 0x8b;
  const name = isGzip ? 'gzip' : label.trim().toLowerCase();
  try {
    if (name === 'gzip') return { bytes: gunzipSync(body, sync), encoding: name };
    if (name === 'deflate') return { bytes: inflateSync(body, sync), encoding: name };
    if (name === 'br')
      return {
        bytes: brotliDecompressSync(body, { ...limit, finishFlush: constants.BROTLI_OPERATION_FLUSH }),
        encoding: name,
      };
  } catch {}
  return undefined;
}
