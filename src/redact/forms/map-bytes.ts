import { contentTypeOf } from '../../http/content-type.ts';
import { type Header, headerOf } from '../../http/exchange.ts';
import { boundaryIn, boundaryOf, splitMultipart } from '../../http/multipart.ts';
import type { TextLocation } from '../text-location.ts';
import { isAscii, mapBinary } from './binary.ts';
import { decodeText } from './charset.ts';
import { type Descent, mapPiece, mapValue } from './map-value.ts';

/** What the headers of a body say of it. */
export interface BodyType {
  readonly charset: string | undefined;
  readonly boundary: string | undefined;
  readonly isForm: boolean;
}

/** Also of a header that is malformed behind its type. */
export function bodyTypeOf(headers: readonly Header[]): BodyType {
  const type = headerOf(headers, 'content-type');
  return {
    charset: contentTypeOf(headers)?.charset ?? /charset\s*=\s*["']?([\w:.-]{1,40})/i.exec(type ?? '')?.[1],
    boundary: boundaryOf(type),
    isForm: /^\s*application\/x-www-form-urlencoded/i.test(type ?? ''),
  };
}

/** Maps bytes: the parts of a multipart body, text in its charset, and what a plain search would see in anything else. */
export function mapBytes(
  bytes: Uint8Array,
  type: BodyType | 'piece' | undefined,
  location: TextLocation,
  descent: Descent,
  level = 0,
): Uint8Array {
  const isPiece = type === 'piece';
  const said = isPiece ? undefined : type;
  const map = isPiece ? mapPiece : mapValue;
  const boundary = said?.boundary ?? boundaryIn(bytes);
  const parts = boundary === undefined ? [] : splitMultipart(bytes, boundary);
  if (parts.length > 0) return mapParts(bytes, parts, location, descent, level);
  const decoded = decodeText(bytes, said?.charset);
  if (decoded) {
    const mapped = map(decoded.text, location, descent, level, said?.isForm);
    return mapped === decoded.text ? bytes : decoded.encode(mapped);
  }
  const latin1 = Buffer.from(bytes).toString('latin1');
  const mapped = isAscii(latin1)
    ? map(latin1, location, descent, level, said?.isForm)
    : mapBinary(latin1, (text) => descent.map.text(text, { ...location, isBytes: true }));
  return mapped === latin1 ? bytes : new Uint8Array(Buffer.from(mapped, 'latin1'));
}

/** Each part by its name and its own type; between them stand the headers of the parts. */
function mapParts(
  bytes: Uint8Array,
  parts: ReturnType<typeof splitMultipart>,
  location: TextLocation,
  descent: Descent,
  level: number,
): Uint8Array {
  const pieces: Uint8Array[] = [];
  let [kept, isChanged] = [0, false];
  const add = (old: Uint8Array, mapped: Uint8Array) => {
    pieces.push(mapped);
    isChanged ||= mapped !== old;
  };
  const between = (start: number, end: number) => {
    const old = bytes.subarray(start, end);
    const text = Buffer.from(old).toString('latin1');
    const mapped = descent.map.text(text, location);
    add(old, mapped === text ? old : new Uint8Array(Buffer.from(mapped, 'latin1')));
  };
  for (const [index, { name, fileName, headers, start, end }] of parts.entries()) {
    between(kept, start);
    const old = bytes.subarray(start, end);
    const path = [...location.path, name ?? fileName ?? String(index)];
    add(old, mapBytes(old, bodyTypeOf(headers), { ...location, path }, descent, level + 1));
    kept = end;
  }
  between(kept, bytes.length);
  return isChanged ? new Uint8Array(Buffer.concat(pieces)) : bytes;
}
