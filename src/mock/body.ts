import type { Json } from '../spec/json.ts';
import { findMedia, isJson, parseMediaType } from '../spec/media-type.ts';
import type { RequestRules } from '../spec/request-errors.ts';
import type { MediaType, Operation } from '../spec/spec.ts';
import { isTooDeep, MOST_VALUE_LEVELS } from '../spec/too-deep.ts';
import type { Incoming } from './incoming.ts';
import { type Refusal, toRefusal } from './refusal.ts';

/** Reads the JSON body of a request, or says why it is refused. */
type BodyReader = (
  incoming: Incoming,
) => { readonly refusal: Refusal } | { readonly value: Json | undefined };

const NO_BODY = { value: undefined };

export function createBodyReader({ bodyError }: RequestRules, { body }: Operation): BodyReader {
  if (!body) return () => NO_BODY;
  // A client sends the same Content-Type with every request.
  let last: { readonly type: string; readonly media: MediaType | undefined } | undefined;
  const mediaOf = (type: string) => {
    if (last?.type !== type)
      last = { type, media: findMedia(body.content, parseMediaType(type)?.essence ?? '') };
    return last.media;
  };
  return (incoming) => {
    const type = incoming.header('content-type');
    if (incoming.body === '' && !body.required) return NO_BODY;
    const media = type === undefined ? undefined : mediaOf(type);
    if (!media) {
      const wanted = [...body.content.keys()].join(', ');
      return refuse('wrong-content-type', 'Content-Type', `must be ${wanted}, not ${type ?? 'absent'}`);
    }
    if (!isJson(media)) return NO_BODY;
    if (isTooDeep(incoming.body))
      return refuse('malformed-body', 'body', `is nested deeper than ${MOST_VALUE_LEVELS} levels`);
    let value: Json;
    try {
      value = JSON.parse(incoming.body) as Json;
    } catch (error) {
      return refuse('malformed-body', 'body', `is not JSON: ${(error as Error).message}`);
    }
    const error = bodyError(media, value);
    return error ? { refusal: toRefusal(error) } : { value };
  };
}

function refuse(cause: Refusal['cause'], parameter: string, reason: string): { refusal: Refusal } {
  return { refusal: { cause, parameter, reason } };
}
