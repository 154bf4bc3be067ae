import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

/** A body with its encoding taken off, and what is wrong with its Content-Encoding, in words. */
interface DecodedBody {
  readonly bytes: Uint8Array;
  readonly problem: string | undefined;
  /** False: the bytes are still encoded. */
  readonly isDecoded: boolean;
  /** Those that were taken off, in the order in which they had been put on. */
  readonly encodings: readonly string[];
}

/** A few bytes can be gigabytes of zeros. */
const LIMIT = { maxOutputLength: 128 * 1024 * 1024 };

/** Takes the encoding off that the label names; where the label and the first bytes differ, the bytes are right. */
export function decodeBody(body: Uint8Array, label: string | undefined): DecodedBody {
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
      bytes = decode(bytes);
      encodings.unshift(name.replace('x-', ''));
    }
  } catch (error) {
    return isPlain(bytes)
      ? mislabelled(bytes, names.join(', '), encodings)
      : undecoded(
          bytes,
          `the body says ${names.join(', ')} and cannot be decoded: ${(error as Error).message}`,
          encodings,
        );
  }
  return unlabelled(bytes, encodings) ?? { bytes, problem: undefined, isDecoded: true, encodings };
}

const DECODERS: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  gzip: (bytes) => gunzipSync(bytes, LIMIT),
  'x-gzip': (bytes) => gunzipSync(bytes, LIMIT),
  br: (bytes) => brotliDecompressSync(bytes, LIMIT),
  // RFC 9110 means zlib's wrapping; some servers send the bare stream.
  deflate: (bytes) =>
    (bytes[0] as number) % 16 === 8 ? inflateSync(bytes, LIMIT) : inflateRawSync(bytes, LIMIT),
};

/** What the label does not name, and the bytes are. */
function unlabelled(bytes: Uint8Array, encodings: readonly string[]): DecodedBody | undefined {
  if (isPlain(bytes)) return undefined;
  const kinds = [
    { name: 'gzip', isIt: isGzip(bytes), decode: DECODERS.gzip },
    { name: 'deflate', isIt: (bytes[0] as number) === 0x78, decode: DECODERS.deflate },
    { name: 'br', isIt: bytes.length > 4, decode: DECODERS.br },
  ];
  for (const { name, isIt, decode } of kinds) {
    if (!isIt) continue;
    try {
      const plain = decode?.(bytes) ?? bytes;
      // Almost any bytes are Brotli to its decoder; only text shows that they were.
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

/** Text: valid UTF-8 without control characters at its start. */
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
