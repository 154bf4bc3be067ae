import type { Exchange } from '../http/exchange.ts';
import { toExampleRequest } from '../spec/example-request.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import type { ReceivedParts } from './received.ts';

/** The request that was answered. What is not given is that of the document's own example. */
export interface SentRequest {
  /** HEAD, for example, has no body in its answer. */
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What was received, as an exchange. */
export function receivedExchange(
  spec: Spec,
  operation: Operation,
  received: ReceivedParts,
  sent: SentRequest = {},
): Exchange {
  const example = toExampleRequest(spec, operation);
  return {
    origin: 'in-process',
    request: {
      method: (sent.method ?? received.method ?? example.method).toUpperCase(),
      url: sent.url || received.url || `http://${spec.name}.example${example.target}`,
      headers: Object.entries(sent.headers ?? example.headers),
      body: sent.body ?? example.body,
    },
    response: {
      status: received.status,
      headers: received.headers ?? [],
      body: received.body,
      complete: true,
    },
    milliseconds: 0,
    at: Date.now(),
  };
}
