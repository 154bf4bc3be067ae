import { BROADER, type Cause } from '../spec/causes.ts';
import type { Failure, MediaType, Operation, ResponseSpec } from '../spec/spec.ts';
import { type Answer, asHeader, createHeaders } from './answer.ts';
import { createJsonFill, type Facts } from './placeholders.ts';
import type { Refusal } from './refusal.ts';

/** Says no as the vendor does: finds the answer that the spec gives to a cause, and fills it in. */
export type Refuse = (refusal: Refusal, facts: Facts) => Answer;

/** What HTTP itself would say, where a spec says nothing. */
const CONVENTION: Record<Cause, number> = {
  'no-credential': 401,
  'malformed-credential': 401,
  'wrong-credential': 401,
  'expired-credential': 401,
  'unknown-key': 401,
  'wrong-signature': 401,
  'malformed-date': 401,
  'stale-date': 401,
  'nonce-reused': 401,
  'unsupported-algorithm': 401,
  'missing-header': 401,
  'no-permission': 403,
  'missing-parameter': 400,
  'invalid-parameter': 400,
  'malformed-body': 400,
  'wrong-content-type': 415,
  'not-found': 404,
  'past-the-end': 404,
  gone: 410,
  'rate-limited': 429,
  internal: 500,
};

type Make = (facts: Facts) => Answer;

/** Compiles all refusals of an operation; each at its first use. */
export function createRefuse(operation: Operation): Refuse {
  const made = new Map<string, Make>();
  return (refusal, facts) => {
    const { cause, parameter, reason } = refusal;
    const key = `${cause} ${parameter}`;
    let make = made.get(key);
    if (!make) {
      make = createMake(operation, cause, parameter);
      if (made.size < 1000) made.set(key, make);
    }
    const answer = make({ ...facts, details: { parameter, ...facts.details } });
    const why = asHeader(`${cause}; ${parameter} ${reason}`.trim());
    return { ...answer, headers: { ...answer.headers, 'x-confab-cause': why } };
  };
}

function createMake(operation: Operation, cause: Cause, parameter: string): Make {
  const own = operation.parameters.find(({ name }) => name === parameter)?.failures;
  for (let wanted: Cause | undefined = cause; wanted; wanted = BROADER[wanted]) {
    const failure = own?.get(wanted) ?? operation.failures.get(wanted);
    if (failure) return fromFailure(operation, failure, cause);
  }
  return fromConvention(operation, cause);
}

function fromFailure(operation: Operation, failure: Failure, cause: Cause): Make {
  const response = operation.responses.get(failure.response) as ResponseSpec;
  const media = [...response.content.values()].find(({ examples }) =>
    examples.has(failure.example),
  ) as MediaType;
  return toMake(response, statusOf(response, cause), media, failure.example);
}

/** A spec that names no failures may still declare the response: its own example is the best there is. */
function fromConvention(operation: Operation, cause: Cause): Make {
  const status = CONVENTION[cause];
  const candidates = [
    String(status),
    ...(status === 400 ? ['422'] : []),
    `${String(status)[0]}XX`,
    'default',
  ];
  for (const candidate of candidates) {
    const response = operation.responses.get(candidate);
    const media = [...(response?.content.values() ?? [])].find(({ examples }) => examples.size > 0);
    if (response && media)
      return toMake(response, statusOf(response, cause), media, [...media.examples.keys()][0] as string);
  }
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

function toMake(response: ResponseSpec, status: number, media: MediaType, example: string): Make {
  const headers = createHeaders(response, media.type);
  const value = media.examples.get(example);
  const isText = typeof value === 'string' && !/[/+]json\b/i.test(media.type);
  const body = createJsonFill(isText ? (value as string) : JSON.stringify(value));
  return (facts) => ({ status, headers: headers(facts), body: body(facts) });
}

function statusOf({ status }: ResponseSpec, cause: Cause): number {
  return /^\d{3}$/.test(status) ? Number(status) : CONVENTION[cause];
}
