import { isBodiless as hasNoBody } from '../../http/bodiless.ts';
import { type Exchange, headerOf } from '../../http/exchange.ts';
import type { ObservedResponse } from '../../result/observed-response.ts';
import type { Json } from '../../spec/json.ts';
import type { Operation, ResponseSpec } from '../../spec/spec.ts';

/** Whether a response has a body that can be checked: it arrived whole and could be decoded. */
export function hasBody({ exchange, reading, status }: ObservedResponse): boolean {
  const isBodiless = exchange.request.method === 'HEAD' || hasNoBody(status);
  return !isBodiless && reading.isDecoded && !isCut(exchange);
}

/** Whether the body is shorter than announced, or the connection ended too early. */
export function isCut({ request, response }: Exchange): boolean {
  if (!response || request.method === 'HEAD') return false;
  return !response.complete || response.body.length < (announced(response.headers) ?? 0);
}

/** The Content-Length; undefined when there is none, or none that is a number. */
export function announced(headers: Parameters<typeof headerOf>[0]): number | undefined {
  const text = headerOf(headers, 'content-length');
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/**
 * The documented response that this one is held against. A `default` describes failures of the service;
 * it means neither redirects nor the 5xx of a gateway.
 */
export function describedBy({ status, response }: ObservedResponse): ResponseSpec | undefined {
  return response?.status === 'default' && (status >= 500 || isRedirect(status)) ? undefined : response;
}

export function isRedirect(status: number): boolean {
  return status >= 300 && status < 400 && status !== 304;
}

/** For "expected": every status that an operation documents. */
export function statusesOf({ responses }: Operation): string {
  return [...responses.keys()].join(', ');
}

/** A value as JSON on one line, shortened for people. */
export function show(value: Json | undefined, most = 120): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > most ? `${text.slice(0, most)} …` : text;
}
