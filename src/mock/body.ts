import type { Json } from '../spec/json.ts';
import type { RequestRules } from '../spec/request-errors.ts';
import type { Incoming } from './incoming.ts';
import { type Refusal, toRefusal } from './refusal.ts';

/** Reads the body of a request, or says why it is refused. */
type BodyReader = (
  incoming: Incoming,
) => { readonly refusal: Refusal } | { readonly value: Json | undefined };

export function createBodyReader({ receiveBody }: RequestRules): BodyReader {
  return (incoming) => {
    const { unreadable, body: text, bytes } = incoming;
    if (unreadable) return { refusal: unreadable };
    const found = receiveBody(incoming.header('content-type'), { text, bytes });
    return 'error' in found ? { refusal: toRefusal(found.error) } : found;
  };
}
