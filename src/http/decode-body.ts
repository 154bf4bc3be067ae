import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

/** A body without its content encoding, and what is wrong with its Content-Encoding header, in words. */
interface DecodedBody {
  readonly bytes: Uint8Array;
  readonly problem: string | undefined;
  /** False when the bytes are still encoded. */
  readonly isDecoded: boolean;
  /** The encodings that were removed, in the order in which the server had applied them. */
  readonly encodings: readonly string[];
  /** True when it is still encoded, as it would have more bytes than are allowed. */
  readonly isTooLong?: boolean;
}

/** A compressed body of a few bytes can decode to gigabytes. */
const LONGEST_DECODED = 128 * 1024 * 1024;

/** Removes the encodings that the header names. Where header and first bytes contradict each other, the bytes are believed. */
export function decodeBody(
  body: Uint8Array,
  label: string | undefined,
  most: number = LONGEST_DECODED,
): DecodedBody {
  const names = (label ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  let bytes = body;
  const encodings: string[] = [];
  try {
    for (const name of names.reverse()) {
      if (bytes.length === 0) break;
      const decode = DECODERS[name];
      if (!decode)
        return undecoded(
          bytes,
          `the label ${name} is not known; known: ${Object.keys(DECODERS).join(', ')}`,
          encodings,
        );
      if (name.endsWith('gzip') && !isGzip(bytes)) return mislabelled(bytes, name, encodings);
      bytes = decode(bytes, { maxOutputLength: most });
      encodings.unshift(name.replace('x-', ''));
    }
  } catch (error) {
    const isTooLong = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    if (isTooLong)
      return {
        ...undecoded(bytes, `the body has more than ${most} bytes when it is decoded`, encodings),
        isTooLong,
      };
    return isPlain(bytes)
      ? mislabelled(bytes, names.join(', '), encodings)
      : undecoded(
          bytes,
          `the body says ${names.join(', ')} and cannot be decoded: ${(error as Error).message}`,
          encodings,
        );
  }
  return unlabelled(bytes, encodings, most) ?? { bytes, problem: undefined, isDecoded: true, encodings };
}

interface Limit {
  readonly maxOutputLength: number;
}

const DECODERS: Readonly<Record<string, (bytes: Uint8Array, limit: Limit) => Uint8Array>> = {
  gzip: (bytes, limit) => gunzipSync(bytes, limit),
  'x-gzip': (bytes, limit) => gunzipSync(bytes, limit),
  br: (bytes, limit) => brotliDecompressSync(bytes, limit),
  // RFC 9110 means a deflate stream in the zlib format; some servers send the stream alone.
  deflate: (bytes, limit) =>
    (bytes[0] as number) % 16 === 8 ? inflateSync(bytes, limit) : inflateRawSync(bytes, limit),
};

/** A body that is encoded although its header does not say so. */
function unlabelled(bytes: Uint8Array, encodings: readonly string[], most: number): DecodedBody | undefined {
  if (isPlain(bytes)) return undefined;
  const kinds = [
    { name: 'gzip', isIt: isGzip(bytes), decode: DECODERS.gzip },
    { name: 'deflate', isIt: (bytes[0] as number) === 0x78, decode: DECODERS.deflate },
    { name: 'br', isIt: bytes.length > 4, decode: DECODERS.br },
  ];
  for (const { name, isIt, decode } of kinds) {
    if (!isIt) continue;
    try {
      const plain = decode?.(bytes, { maxOutputLength: most }) ?? bytes;
      // The Brotli decoder accepts nearly any bytes: only when text comes out was it Brotli.
      if (plain.length === 0 || (name === 'br' && !isPlain(plain))) continue;
      return {
        bytes: plain,
        problem: `the body is ${name}, and no Content-Encoding says so`,
        isDecoded: true,
        encodings: [name, ...encodings],
      };
    } catch {}
  }
  return isGzip(bytes)
    ? undecoded(
        bytes,
        'the body begins like gzip, no Content-Encoding says so, and it cannot be decoded',
        encodings,
      )
    : undefined;
}

function mislabelled(bytes: Uint8Array, label: string, encodings: readonly string[]): DecodedBody {
  return {
    bytes,
    problem: `the Content-Encoding is ${label}, and the body is not encoded so`,
    isDecoded: true,
    encodings,
  };
}

function undecoded(bytes: Uint8Array, problem: string, encodings: readonly string[]): DecodedBody {
  return { bytes, problem, isDecoded: false, encodings };
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Whether the bytes are text: valid UTF-8 without control characters at the start. */
function isPlain(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 16);
  if (head.some((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x20))) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
