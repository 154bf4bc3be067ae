import type { Cause } from '../spec/causes.ts';
import { CONVENTION, declaredFailure, type FailureAnswer, failureOf } from '../spec/failure-of.ts';
import type { Json } from '../spec/json.ts';
import type { Operation } from '../spec/spec.ts';
import { asHeader, createHeaders, type MakeResponse, type MockResponse } from './mock-response.ts';
import { createExampleFill, type Facts } from './placeholders.ts';
import type { Refusal } from './refusal.ts';
import { createDeclared } from './sampled.ts';
import type { Sampler } from './sampler.ts';

/** Refuses a request as the vendor does: with the response that the spec has for the cause, filled in. */
type Refuse = (refusal: Refusal, facts: Facts) => MockResponse;

/** Of a header that says why; Node's own client refuses an answer with more than 16 KiB of headers. */
const LONGEST_REASON = 500;
const LONGEST_KEPT = 200;

/** Compiles all refusals of an operation; each at its first use. */
export function createRefuse(operation: Operation, sample: Sampler): Refuse {
  const made = new Map<string, MakeResponse>();
  return (refusal, facts) => {
    const { cause, parameter, reason } = refusal;
    const key = `${cause} ${parameter}`;
    let make = made.get(key);
    if (!make) {
      make = createMake(operation, sample, cause, parameter);
      // A client may choose the parameter's name.
      if (made.size < 1000 && key.length < LONGEST_KEPT) made.set(key, make);
    }
    const response = make({ ...facts, details: { parameter, ...facts.details } });
    const why = asHeader(`${cause}; ${[parameter, reason].filter(Boolean).join(' ')}`, LONGEST_REASON);
    return {
      ...response,
      headers: { ...response.headers, 'x-confab-cause': why },
      why: { cause, parameter, reason },
    };
  };
}

function createMake(operation: Operation, sample: Sampler, cause: Cause, parameter: string): MakeResponse {
  const found = failureOf(operation, cause, parameter);
  if (found) return fromExample(found, sample);
  const declared = declaredFailure(operation, cause);
  if (declared) return createDeclared(declared.response, declared.status, sample);
  const status = CONVENTION[cause];
  return ({ details }) => ({
    status,
    headers: { 'content-type': 'application/problem+json' },
    body: JSON.stringify({
      title: cause,
      status,
      detail: `The spec has no answer for ${cause} (${details.parameter ?? ''}).`,
    }),
  });
}

function fromExample({ status, response, media, example }: FailureAnswer, sample: Sampler): MakeResponse {
  const headers = createHeaders(response, media.type, sample);
  const body = createExampleFill(media, media.examples.get(example) as Json);
  return (facts) => ({ status, headers: headers(facts), body: body(facts) });
}
