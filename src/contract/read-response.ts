import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import type { Json } from '../spec/json.ts';
import { headerOf, type WireResponse } from './exchange.ts';
import type { ContentType, Reading } from './reading.ts';

/** Reads a response: takes the encoding off, decodes the text, parses the JSON, and says what did not work. */
export function readResponse({ headers, body }: WireResponse): Reading {
  const { bytes, encodingProblem } = decode(body, headerOf(headers, 'content-encoding'));
  const hasBom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const text = new TextDecoder('utf-8', { ignoreBOM: false }).decode(bytes);
  return {
    type: toContentType(headerOf(headers, 'content-type')),
    bytes,
    encodingProblem,
    text,
    isUtf8: isUtf8(bytes),
    hasBom,
    ...parse(text),
  };
}

/** `application/problem+json; charset=UTF-8` → its parts; undefined when it is no media type. */
export function toContentType(header: string | undefined): ContentType | undefined {
  const [essence = '', ...parameters] = (header ?? '').split(';').map((part) => part.trim().toLowerCase());
  if (!/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(essence)) return undefined;
  const charset = parameters.find((one) => one.startsWith('charset='))?.slice('charset='.length);
  return { essence, suffix: /\+(\w+)$/.exec(essence)?.[1] ?? '', charset: charset?.replaceAll('"', '') };
}

function decode(body: Uint8Array, encoding: string | undefined): Pick<Reading, 'bytes' | 'encodingProblem'> {
  let bytes = body;
  try {
    for (const label of (encoding ?? '').toLowerCase().split(',').reverse())
      bytes = decodeOne(bytes, label.trim());
    return { bytes, encodingProblem: undefined };
  } catch (error) {
    return { bytes: body, encodingProblem: (error as Error).message };
  }
}

function decodeOne(bytes: Uint8Array, label: string): Uint8Array {
  if (label === '' || label === 'identity') return bytes;
  if (bytes.length === 0) return bytes;
  if (label === 'gzip' || label === 'x-gzip') return gunzipSync(bytes);
  if (label === 'br') return brotliDecompressSync(bytes);
  // RFC 9110 means zlib's wrapping; some servers send the bare stream.
  if (label === 'deflate')
    return (bytes[0] as number) % 16 === 8 ? inflateSync(bytes) : inflateRawSync(bytes);
  throw new Error(`the encoding ${label} is not known`);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function parse(text: string): Pick<Reading, 'json' | 'jsonProblem'> {
  try {
    return { json: JSON.parse(text) as Json, jsonProblem: undefined };
  } catch (error) {
    return { json: undefined, jsonProblem: (error as Error).message };
  }
}
