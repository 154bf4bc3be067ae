import { createReadForm, encodingOf } from './form-body.ts';
import type { Json } from './json.ts';
import { findMedia, parseMediaType } from './media-type.ts';
import { type FormPart, parseMultipart } from './multipart.ts';
import type { RequestError } from './request-errors.ts';
import { requestFormatOf } from './request-format.ts';
import type { MediaType, Operation, Spec } from './spec.ts';
import { formPairs, partPairs } from './text-pairs.ts';
import { isTooDeep, MOST_VALUE_LEVELS } from './too-deep.ts';
import { createShape } from './value-shape.ts';

/** A body as it came, without its content encoding. */
export interface SentBody {
  readonly text: string;
  /** Where the text is not all of it. */
  readonly bytes?: Uint8Array | undefined;
}

/** What a body says; undefined when there is none, or it is not looked at. */
type ReceivedBody = { readonly value: Json | undefined } | { readonly error: RequestError };

export type ReceiveBody = (type: string | undefined, sent: SentBody) => ReceivedBody;

const NO_BODY = { value: undefined };

/** Reads bodies of an operation in the media types that it declares, and holds them against their schemas. */
export function createReceiveBody(
  spec: Spec,
  { body }: Operation,
  bodyError: (media: MediaType, value: Json) => RequestError | undefined,
): ReceiveBody {
  if (!body) return () => NO_BODY;
  // A client sends the same Content-Type with every request.
  let last: { readonly type: string; readonly media: MediaType | undefined } | undefined;
  const mediaOf = (type: string) => {
    if (last?.type === type) return last.media;
    const essence = parseMediaType(type)?.essence;
    // A document that writes what is no media type means the very text.
    const media = essence === undefined ? body.content.get(type) : findMedia(body.content, essence);
    last = { type, media };
    return media;
  };
  const readers = new Map<string, ReadSent>();
  const readerOf = (media: MediaType, type: string) => {
    const key = `${media.node} ${requestFormatOf(type)}`;
    const known = readers.get(key) ?? createReadSent(spec, media, type);
    readers.set(key, known);
    return known;
  };
  return (type, sent) => {
    if (sent.text === '' && !body.required) return NO_BODY;
    const media = type === undefined ? undefined : mediaOf(type);
    if (type === undefined || !media) {
      const wanted = [...body.content.keys()].join(', ');
      return refuse('wrong-content-type', 'Content-Type', `must be ${wanted}, not ${type ?? 'absent'}`);
    }
    const found = readerOf(media, type)(sent, type);
    if ('error' in found || found.value === undefined) return found;
    const error = bodyError(media, found.value);
    return error ? { error } : found;
  };
}

type ReadSent = (sent: SentBody, type: string) => ReceivedBody;

/** Compiles the reading of one media type, in the form that was sent. */
function createReadSent(spec: Spec, media: MediaType, type: string): ReadSent {
  const format = requestFormatOf(type);
  if (format === 'json') return ({ text }) => parseJson(text);
  if (format === 'form') {
    const read = createReadForm(spec, media);
    return ({ text }) => ({ value: read(formPairs(text)) });
  }
  if (format === 'multipart') {
    const read = createReadForm(spec, media);
    return ({ text, bytes }, sentType) => {
      const parts = parseMultipart(bytes ?? text, sentType);
      if (!parts)
        return refuse('malformed-body', 'body', 'is not multipart with the boundary of its Content-Type');
      return wrongPart(parts, media) ?? { value: read(partPairs(parts)) };
    };
  }
  const shape = createShape(media.schema, spec.schemas);
  const isRead = format === 'text' && (shape.isText || shape.isTyped);
  return isRead ? ({ text }) => ({ value: shape.read(text, true) }) : () => NO_BODY;
}

function parseJson(text: string): ReceivedBody {
  if (isTooDeep(text))
    return refuse('malformed-body', 'body', `is nested deeper than ${MOST_VALUE_LEVELS} levels`);
  try {
    return { value: JSON.parse(text) as Json };
  } catch (error) {
    return refuse('malformed-body', 'body', `is not JSON: ${(error as Error).message}`);
  }
}

/** A file of another media type than the form's encoding allows. */
function wrongPart(parts: readonly FormPart[], media: MediaType): ReceivedBody | undefined {
  for (const { name, type, isFile } of parts) {
    const { types } = encodingOf(media, name);
    const own = parseMediaType(type ?? '')?.essence;
    if (!isFile || !types || own === undefined || types.some((one) => isWithin(own, one))) continue;
    return refuse('invalid-parameter', name, `must be a file of type ${types.join(' or ')}, not ${own}`);
  }
  return undefined;
}

function isWithin(type: string, range: string): boolean {
  return range === type || range === '*/*' || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)));
}

function refuse(cause: RequestError['causes'][0], field: string, reason: string): ReceivedBody {
  const key = cause === 'invalid-parameter' ? `body/${field}` : 'body';
  return { error: { causes: [cause], field, key, reason } };
}
