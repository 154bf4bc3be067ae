import type { Json } from '../spec/json.ts';
import type { RequestRules } from '../spec/request-errors.ts';
import type { Operation } from '../spec/spec.ts';
import type { Incoming } from './incoming.ts';
import { type Refusal, toRefusal } from './refusal.ts';

/** Reads the body of a request, or says why it is refused. */
type BodyReader = (
  incoming: Incoming,
) => { readonly refusal: Refusal } | { readonly value: Json | undefined };

const NO_BODY = { value: undefined };

export function createBodyReader({ receiveBody }: RequestRules, { body }: Operation): BodyReader {
  return (incoming) => {
    const { unreadable, body: text, bytes } = incoming;
    if (unreadable) return { refusal: unreadable };
    if (!body) return NO_BODY;
    const found = receiveBody(incoming.header('content-type'), { text, bytes });
    return 'error' in found ? { refusal: toRefusal(found.error) } : found;
  };
}
