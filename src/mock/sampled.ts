import { isBodiless } from '../http/bodiless.ts';
import { canBeGiven } from '../spec/answer-choice.ts';
import type { JsonObject } from '../spec/json.ts';
import { isJson, servedType } from '../spec/media-type.ts';
import type { MediaType, Operation, ResponseSpec, Spec } from '../spec/spec.ts';
import { createBody, hasExample } from './answer-body.ts';
import { createHeaders, type MakeResponse } from './mock-response.ts';
import { createNegotiate } from './negotiate.ts';
import type { Sampler } from './sampler.ts';

/** Compiles the response of an operation that lists no rows: its first success response. */
export function createSampled(
  spec: Spec,
  operation: Operation,
  sample: Sampler,
  own: Readonly<Record<string, string>>,
): MakeResponse {
  const response = firstResponse(operation);
  if (!response) return () => ({ status: 200, headers: own, body: null });
  const status = /^\d{3}$/.test(response.status) ? Number(response.status) : 200;
  const make = createDeclared(spec, response, status, sample, { own });
  const refusal = operation.responses.get('406');
  if (!refusal || response.content.size === 0) return make;
  // Who documents that nothing else can be had means it; else the usual answer is better than none.
  const isAcceptable = createNegotiate(usualFirst(response).map(servedType));
  const refuse = createDeclared(spec, refusal, 406, sample, { own });
  return (facts) => (isAcceptable(facts.incoming.header('accept')) === undefined ? refuse : make)(facts);
}

interface DeclaredOptions {
  /** Headers that the response carries whatever is declared. */
  readonly own?: Readonly<Record<string, string>>;
  /** The example that is wanted; the first when not given. */
  readonly example?: string | undefined;
}

/**
 * Compiles a declared response: with its first example, else with a value made from its schema. Of several media types
 * the request's Accept chooses one.
 */
export function createDeclared(
  spec: Spec,
  response: ResponseSpec,
  status: number,
  sample: Sampler,
  { own = {}, example }: DeclaredOptions = {},
): MakeResponse {
  const all = usualFirst(response);
  const having = example === undefined ? all : all.filter(({ examples }) => examples.has(example));
  const makes = (having.length > 0 ? having : all).map((media) => {
    const headers = createHeaders(spec, response, servedType(media), sample, own);
    const body = createBody(spec, media, sample, media.examples.has(example ?? '') ? example : undefined);
    const make: MakeResponse = (facts) => ({ status, headers: headers(facts), body: body(facts) });
    return { type: servedType(media), make };
  });
  const [first, second] = makes;
  if (!first || isBodiless(status)) {
    const headers = createHeaders(spec, response, undefined, sample, own);
    return (facts) => ({ status, headers: headers(facts), body: null });
  }
  if (!second) return first.make;
  const negotiate = createNegotiate(makes.map(({ type }) => type));
  return (facts) => (makes[negotiate(facts.incoming.header('accept')) ?? 0] ?? first).make(facts);
}

/** The response that an operation gives: its first success, else whatever it declares and a server can give. */
export function firstResponse(operation: Operation): ResponseSpec | undefined {
  const all = [...operation.responses.values()].filter(canBeGiven);
  return (
    all.find(({ status }) => /^2/.test(status)) ?? all.find(({ status }) => status === 'default') ?? all[0]
  );
}

/** The parts of a response that neither it nor a schema has a value of: they are made for each request. */
export function madeUp(
  spec: Spec,
  response: ResponseSpec,
): { readonly schema: JsonObject; readonly pointer: string }[] {
  const [media] = usualFirst(response);
  const headers = [...response.headers.values()].filter(
    ({ required, value }) => required && value === undefined,
  );
  return [...(media && !hasExample(spec, media) ? [media] : []), ...headers];
}

/** The media types of a response, JSON before the others: most clients of an API read it. */
function usualFirst({ content }: ResponseSpec): MediaType[] {
  const all = [...content.values()];
  return [...all.filter(isJson), ...all.filter((media) => !isJson(media))];
}
