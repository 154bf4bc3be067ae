import type { Cause } from '../spec/causes.ts';
import { CONVENTION, type FailureAnswer, failureOf, nearestFailure } from '../spec/failure-of.ts';
import type { Json } from '../spec/json.ts';
import { servedType } from '../spec/media-type.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { asHeader } from '../text/as-header.ts';
import { createExampleBody } from './answer-body.ts';
import { createExplained } from './explained.ts';
import { createHeaders, type MakeResponse, type MockResponse } from './mock-response.ts';
import { problem } from './own-problems.ts';
import type { Facts } from './placeholders.ts';
import { type Refusal, sentenceOf } from './refusal.ts';
import { createDeclared } from './sampled.ts';
import type { Sampler } from './sampler.ts';

/** Refuses a request as the vendor does: with the response that the spec has for the cause, filled in. */
type Refuse = (refusal: Refusal, facts: Facts) => MockResponse;

/** Of a header that says why; Node's own client refuses an answer with more than 16 KiB of headers. */
const LONGEST_REASON = 500;
const LONGEST_KEPT = 200;

/** Compiles all refusals of an operation; each at its first use. */
export function createRefuse(spec: Spec, operation: Operation, sample: Sampler): Refuse {
  const made = new Map<string, MakeResponse>();
  return (refusal, facts) => {
    const { cause, parameter, reason, keyword = '' } = refusal;
    const key = `${cause} ${keyword} ${parameter}`;
    let make = made.get(key);
    if (!make) {
      make = createMake(spec, operation, sample, refusal);
      // A client may choose the parameter's name.
      if (made.size < 1000 && key.length < LONGEST_KEPT) made.set(key, make);
    }
    const response = make({
      ...facts,
      details: { parameter, ...facts.details, reason: sentenceOf(refusal) },
    });
    const why = asHeader(`${cause}; ${[parameter, reason].filter(Boolean).join(' ')}`, LONGEST_REASON);
    return {
      ...response,
      headers: { ...response.headers, 'x-confab-cause': why },
      why: { cause, parameter, reason },
    };
  };
}

function createMake(
  spec: Spec,
  operation: Operation,
  sample: Sampler,
  { cause, parameter, keyword }: Refusal,
): MakeResponse {
  const found = failureOf(operation, cause, parameter, keyword);
  if (found) return fromExample(spec, found, sample);
  const declared = nearestFailure(operation, cause, parameter);
  if (!declared) return ({ details }) => ownRefusal(cause, CONVENTION[cause], details.reason);
  const { response, status } = declared;
  const make = createDeclared(
    spec,
    response,
    status,
    createExplained(spec, response, { status, cause }, sample),
  );
  return (facts) => {
    try {
      return make(facts);
    } catch {
      // No value was found that fits its schema: that is no reason to fail with a status that says nothing.
      return ownRefusal(cause, status, facts.details.reason);
    }
  };
}

/** Where the document has no response for a cause. */
function ownRefusal(cause: Cause, status: number, reason = ''): MockResponse {
  return problem(status, cause, `${reason}. The spec has no answer for ${cause}, so this is the mock's own.`);
}

function fromExample(
  spec: Spec,
  { status, response, media, example }: FailureAnswer,
  sample: Sampler,
): MakeResponse {
  const headers = createHeaders(spec, response, servedType(media), sample);
  const body = createExampleBody(spec, media, media.examples.get(example) as Json);
  return (facts) => ({ status, headers: headers(facts), body: body(facts) });
}
