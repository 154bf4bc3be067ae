import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';

export const ENCODINGS = ['gzip', 'deflate', 'br'] as const;

/** Applies encodings one after the other; an incomplete body gets no end marker. */
export function encodeBody(bytes: Uint8Array, encoding: string | undefined, complete = true): Uint8Array {
  const names = encoding === undefined ? [] : (encoding.split(', ') as (typeof ENCODINGS)[number][]);
  return names.reduce((left, name) => new Uint8Array(ENCODERS[name](left, complete)), bytes);
}

const ENCODERS: Readonly<
  Record<(typeof ENCODINGS)[number], (bytes: Uint8Array, complete: boolean) => Uint8Array>
> = {
  gzip: (bytes, complete) => gzipSync(bytes, complete ? {} : { finishFlush: constants.Z_SYNC_FLUSH }),
  deflate: (bytes, complete) => deflateSync(bytes, complete ? {} : { finishFlush: constants.Z_SYNC_FLUSH }),
  br: (bytes, complete) =>
    brotliCompressSync(bytes, complete ? {} : { finishFlush: constants.BROTLI_OPERATION_FLUSH }),
};
