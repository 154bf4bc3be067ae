import { readLimited } from '../http/read-limited.ts';
import type { SentBody } from '../spec/received-body.ts';
import type { Refusal } from './refusal.ts';

/** A request's body without its content encoding, or why it cannot be had. */
export interface ReadBody extends SentBody {
  readonly unreadable?: Refusal;
}

export const EMPTY_BODY: ReadBody = { text: '' };

/** Reads a body; undefined when it has more than `most` bytes, as it came or decoded. */
export async function readBody(request: Request, most: number): Promise<ReadBody | undefined> {
  const announced = request.headers.get('content-length');
  if (announced !== null && Number(announced) > most) return undefined;
  const label = request.headers.get('content-encoding');
  const type = request.headers.get('content-type');
  const isText = label === null && !(type && /^\s*multipart\//i.test(type));
  if (isText && announced !== null) return { text: await request.text() };
  if (!request.body) return EMPTY_BODY;
  const bytes = await readLimited(request.body as unknown as AsyncIterable<Uint8Array>, most);
  if (!bytes || isText) return bytes && { text: new TextDecoder().decode(bytes) };
  return label === null ? toBody(bytes) : decoded(bytes, label, most);
}

/** Few clients encode what they send. */
async function decoded(body: Uint8Array, label: string, most: number): Promise<ReadBody | undefined> {
  const { decodeBody } = await import('../http/decode-body.ts');
  const { bytes, problem, isDecoded, isTooLong } = decodeBody(body, label, most);
  if (isTooLong) return undefined;
  if (problem === undefined) return toBody(bytes);
  const isUnknown = !isDecoded && problem.includes('is not known');
  const unreadable: Refusal = {
    cause: isUnknown ? 'wrong-content-type' : 'malformed-body',
    parameter: isUnknown ? 'Content-Encoding' : 'body',
    reason: isUnknown ? `must be gzip, deflate or br, not ${label}` : `cannot be decoded: ${problem}`,
  };
  return { ...toBody(bytes), unreadable };
}

function toBody(bytes: Uint8Array): ReadBody {
  return { text: new TextDecoder().decode(bytes), bytes };
}
