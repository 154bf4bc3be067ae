import { contentTypeOf } from '../../http/content-type.ts';
import { decodeBody } from '../../http/decode-body.ts';
import { ENCODINGS, encodeBody } from '../../http/encode-body.ts';
import { type Header, headerOf, type WireResponse } from '../../http/exchange.ts';
import { isJsonType } from '../../spec/media-type.ts';
import type { IncomingRequest } from '../incoming-request.ts';
import type { HarEntry } from './har.ts';

/** The request and response of an entry. */
interface ConvertedEntry {
  readonly asked: IncomingRequest;
  readonly response: WireResponse;
}

/** Why an entry cannot be used. */
type UnusableReason = 'no answer' | 'from the cache' | 'body not saved' | 'not of HTTP';

type Attachment = (name: string) => Uint8Array | undefined;
type SavedPost = NonNullable<HarEntry['request']['postData']>;
type SavedContent = NonNullable<NonNullable<HarEntry['response']>['content']>;

/** The request for `target` and the response of an entry, as they were on the wire, as far as the file tells. */
export function fromEntry(
  { request, response }: HarEntry,
  target: string,
  attachment: Attachment,
): ConvertedEntry | UnusableReason {
  if (!/^[A-Za-z]+$/.test(request.method)) return 'not of HTTP';
  if (!response || response.status < 200 || response.status > 599) return 'no answer';
  if (response.status === 304) return 'from the cache';
  const headers = toHeaders(response.headers);
  const decoded = plain(bodyOf(response.content ?? undefined, headers, attachment));
  const isBodiless = request.method.toUpperCase() === 'HEAD' || response.status === 204;
  if (!decoded && !isBodiless) return 'body not saved';
  const sent = postOf(request.postData ?? {}, attachment);
  if (!sent) return 'body not saved';
  return {
    asked: {
      method: request.method.toUpperCase(),
      target,
      headers: toHeaders(request.headers),
      body: sent,
    },
    response: toWire(response.status, headers, decoded ?? new Uint8Array(), {
      complete: !response._error && !isCut(response.content ?? {}, headers, decoded),
    }),
  };
}

/** A HAR file has the headers of the wire, but a decoded body: it is encoded again, so that both fit. */
function toWire(
  status: number,
  headers: readonly Header[],
  body: Uint8Array,
  { complete }: { readonly complete: boolean },
): WireResponse {
  const names = (headerOf(headers, 'content-encoding') ?? '').toLowerCase().split(',');
  const labels = names.map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity');
  // What cannot be encoded again (zstd) stays decoded, and loses the header that says otherwise.
  const isLost = labels.some((label) => !ENCODINGS.some((one) => one === label));
  const encoding = isLost || labels.length === 0 || body.length === 0 ? undefined : labels.join(', ');
  return {
    status,
    headers: isLost ? headers.filter(([name]) => !/^content-(encoding|length)$/i.test(name)) : headers,
    body: encodeBody(body, encoding, complete),
    complete,
  };
}

/** Headers that HTTP/1.1 can have; browsers join repeated ones with line breaks. */
function toHeaders(pairs: HarEntry['request']['headers']): Header[] {
  return (pairs ?? []).flatMap(({ name, value }) => {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) return [];
    return (value ?? '').split(/\r?\n|\r/).map((one): Header => [name, one.trim()]);
  });
}

/** Some programs save bodies that are still compressed. */
function plain(bytes: Uint8Array | undefined): Uint8Array | undefined {
  const isGzip = bytes?.[0] === 0x1f && bytes[1] === 0x8b;
  return bytes && isGzip ? decodeBody(bytes, 'gzip').bytes : bytes;
}

/** undefined: there was a body, but the file does not have it. */
function bodyOf(
  content: SavedContent | undefined,
  headers: readonly Header[],
  attachment: Attachment,
): Uint8Array | undefined {
  if (!content) return headerOf(headers, 'content-length') === '0' ? new Uint8Array() : undefined;
  const bytes = textOf(content, attachment);
  if (bytes !== undefined) return bytes;
  return content._file || (content.size ?? 0) > 0 ? undefined : new Uint8Array();
}

function postOf(post: SavedPost, attachment: Attachment): Uint8Array | undefined {
  const bytes = textOf(post, attachment);
  if (bytes !== undefined && (bytes.length > 0 || !post.params?.length)) return bytes;
  if (post._file) return undefined;
  const pairs = (post.params ?? []).map(({ name, value }): [string, string] => [name, value ?? '']);
  const form = new URLSearchParams(pairs);
  return new TextEncoder().encode(form.toString());
}

function textOf({ text, encoding, _file }: SavedContent, attachment: Attachment): Uint8Array | undefined {
  if (_file) return attachment(_file);
  if (text === undefined || text === null) return undefined;
  return encoding?.toLowerCase() === 'base64' && isBase64(text)
    ? new Uint8Array(Buffer.from(text, 'base64'))
    : new TextEncoder().encode(text);
}

/** Some programs say so of plain text, too: Node would make bytes of whatever letters it has. */
function isBase64(text: string): boolean {
  const letters = text.replaceAll(/[\r\n]+/g, '');
  return letters.length % 4 === 0 && /^[A-Za-z0-9+/_-]*={0,2}$/.test(letters);
}

/** Developer tools cut long bodies without saying so: JSON that ends too early and has fewer bytes than announced. */
function isCut({ size }: SavedContent, headers: readonly Header[], body: Uint8Array | undefined): boolean {
  const essence = contentTypeOf(headers)?.essence ?? '';
  if (!body || body.length === 0 || !isJsonType(essence) || body.length >= (size ?? 0)) return false;
  try {
    JSON.parse(new TextDecoder().decode(body));
    return false;
  } catch {
    return true;
  }
}
