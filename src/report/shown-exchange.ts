import { STATUS_CODES } from 'node:http';
import type { Exchange, Header } from '../http/exchange.ts';

/** A header by this name may carry a secret, whoever sent it. */
const SECRET = /authorization|cookie|token|key|secret|signature/i;

/** So may a query parameter with exactly such a name; longer names, such as pageToken, are used for paging. */
const SECRET_PARAMETER =
  /([?&](?:api[-_]?key|access[-_]?(?:key(?:[-_]?id)?|token)|key|token|auth\w*|secret|sign(?:ature)?|password)=)[^&#]*/gi;

/** Headers as a report may show them. */
export function shownHeaders(headers: readonly Header[]): Header[] {
  return headers.map(([name, value]) => [name, SECRET.test(name) ? '•••' : value]);
}

export const BODY_ENCODINGS = ['text', 'base64'] as const;

/** The body of a message: as text where it is UTF-8 to the last byte, else as base64. */
interface ShownBody {
  readonly body: string;
  readonly encoding: (typeof BODY_ENCODINGS)[number];
  /** Of the whole body. */
  readonly bytes: number;
  /** The body is longer than what is shown. */
  readonly cut: boolean;
}

export function shownBody(bytes: Uint8Array, most: number): ShownBody {
  const cut = bytes.length > most;
  const text = textOf(cut ? bytes.subarray(0, characterEnd(bytes, most)) : bytes);
  const body = text ?? Buffer.from(bytes.subarray(0, most)).toString('base64');
  return { body, encoding: text === undefined ? 'base64' : 'text', bytes: bytes.length, cut };
}

/** `GET https://…` */
export function requestLine({ request }: Exchange): string {
  return `${request.method} ${shownUrl(request.url)}`;
}

/** An address as a report may show it. */
export function shownUrl(url: string): string {
  return url.replaceAll(SECRET_PARAMETER, '$1•••').replace(/^(\w+:\/\/)[^/?#@]*@/, '$1•••@');
}

/** `200 OK`, or why there is no answer. */
export function statusLine({ response, noAnswer }: Exchange): string {
  if (!response) return `no answer: ${noAnswer?.message ?? 'nothing came'}`;
  const words = STATUS_CODES[response.status];
  const whole = response.complete ? '' : ', cut off before its end';
  return `${response.status}${words === undefined ? '' : ` ${words}`}${whole}`;
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The last place up to `at` where a character of UTF-8 begins. */
function characterEnd(bytes: Uint8Array, at: number): number {
  let end = at;
  while (end > at - 4 && end > 0 && ((bytes[end] as number) & 0xc0) === 0x80) end -= 1;
  return end;
}
