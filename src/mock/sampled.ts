import type { JsonObject } from '../spec/json.ts';
import { isJson } from '../spec/media-type.ts';
import { firstExample } from '../spec/schema.ts';
import type { MediaType, Operation, ResponseSpec } from '../spec/spec.ts';
import { createHeaders, type MakeResponse } from './mock-response.ts';
import { createExampleFill, type Facts } from './placeholders.ts';
import type { Sampler } from './sampler.ts';

/** Compiles the response of an operation that lists no rows: its first success response. */
export function createSampled(
  operation: Operation,
  sample: Sampler,
  own: Readonly<Record<string, string>>,
): MakeResponse {
  const response = firstResponse(operation);
  if (!response) return () => ({ status: 200, headers: own, body: null });
  const status = /^\d{3}$/.test(response.status) ? Number(response.status) : 200;
  return createDeclared(response, status, sample, own);
}

/** Compiles a declared response: with its first example, else with a value made from its schema. */
export function createDeclared(
  response: ResponseSpec,
  status: number,
  sample: Sampler,
  own: Readonly<Record<string, string>> = {},
): MakeResponse {
  const media = preferred(response);
  const headers = createHeaders(response, media?.type, sample, own);
  const body = media ? createBody(media, sample) : () => null;
  return (facts) => ({ status, headers: headers(facts), body: body(facts) });
}

function createBody(media: MediaType, sample: Sampler): (facts: Facts) => string {
  const example = [...media.examples.values()][0] ?? firstExample(media.schema);
  if (example !== undefined) return createExampleFill(media, example);
  return (facts) => {
    const value = sample(media.schema, media.pointer, facts);
    return typeof value === 'string' && !isJson(media) ? value : JSON.stringify(value);
  };
}

/** The response that an operation gives: its first success, else whatever it declares. */
export function firstResponse(operation: Operation): ResponseSpec | undefined {
  const all = [...operation.responses.values()];
  return (
    all.find(({ status }) => /^2/.test(status)) ?? all.find(({ status }) => status === 'default') ?? all[0]
  );
}

/** The parts of a response that neither it nor a schema has a value of: they are made for each request. */
export function madeUp(response: ResponseSpec): { readonly schema: JsonObject; readonly pointer: string }[] {
  const media = preferred(response);
  const hasExample = media && (media.examples.size > 0 || firstExample(media.schema) !== undefined);
  const headers = [...response.headers.values()].filter(
    ({ required, value }) => required && value === undefined,
  );
  return [...(media && !hasExample ? [media] : []), ...headers];
}

function preferred(response: ResponseSpec): MediaType | undefined {
  const all = [...response.content.values()];
  return all.find(isJson) ?? all[0];
}
