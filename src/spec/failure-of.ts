import { BROADER, type Cause, CREDENTIAL_CAUSES, type FailureKind } from './causes.ts';
import type { Evidence, Failure, MediaType, Operation, ResponseSpec } from './spec.ts';

/** The whole answer that an operation gives to a cause. */
export interface FailureAnswer {
  readonly status: number;
  readonly response: ResponseSpec;
  readonly media: MediaType;
  /** The name of the example in the media type. */
  readonly example: string;
  readonly statements: Failure['statements'];
  readonly evidence: Evidence;
  /** The cause for which the spec names it: the one asked for, or a broader one. */
  readonly cause: Cause;
  /** The spec names it; otherwise HTTP's conventions suggest it. */
  readonly isNamed: boolean;
}

/** The status that HTTP itself would give, where a spec says nothing. */
export const CONVENTION: Record<Cause, number> = {
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

/**
 * The answer that a spec names for a cause, or for a broader one; a field's own answers go first.
 * Where a spec names none, the response that HTTP's conventions suggest, if it is declared with an example.
 */
export function failureOf(
  operation: Operation,
  cause: Cause,
  parameter = '',
  keyword?: string,
): FailureAnswer | undefined {
  const own = operation.fields.find(({ label }) => label === parameter);
  for (let wanted: Cause | undefined = cause; wanted; wanted = BROADER[wanted]) {
    const kind = `${wanted}/${keyword}` as FailureKind;
    const failure =
      own?.failureKinds.get(kind) ??
      own?.failures.get(wanted) ??
      operation.failureKinds.get(kind) ??
      operation.failures.get(wanted);
    if (!failure) continue;
    const response = operation.responses.get(failure.response) as ResponseSpec;
    const media = [...response.content.values()].find(({ examples }) =>
      examples.has(failure.example),
    ) as MediaType;
    const { example, statements, evidence } = failure;
    return {
      status: statusOf(response, cause),
      response,
      media,
      example,
      statements,
      evidence,
      cause: wanted,
      isNamed: true,
    };
  }
  return conventional(operation, cause);
}

/** Every failure that an operation names: its own, and those of its fields. */
export function failuresOf(operation: Operation): [Cause, Failure][] {
  return [operation, ...operation.fields].flatMap(({ failures, failureKinds }) => [
    ...failures,
    ...[...failureKinds.values()].map((failure): [Cause, Failure] => ['invalid-parameter', failure]),
  ]);
}

/** A spec that names no failures may still declare the response: its own example is the best there is. */
function conventional(operation: Operation, cause: Cause): FailureAnswer | undefined {
  for (const response of candidatesOf(operation, cause)) {
    const media = [...response.content.values()].find(({ examples }) => examples.size > 0);
    const example = media?.examples.keys().next().value;
    if (!media || example === undefined) continue;
    const known = allAssumed(`by HTTP's conventions for ${cause}`);
    return { status: statusOf(response, cause), response, media, example, ...known, cause, isNamed: false };
  }
  return undefined;
}

/** The evidence of an answer of which the document itself says nothing. */
export function allAssumed(reason: string): Pick<FailureAnswer, 'statements' | 'evidence'> {
  const evidence: Evidence = { grade: 'assumed', reason };
  return { statements: { response: evidence, example: evidence }, evidence };
}

/** The response that HTTP's conventions suggest for a cause, where it is declared, with an example or without. */
export function declaredFailure(
  operation: Operation,
  cause: Cause,
): { readonly status: number; readonly response: ResponseSpec } | undefined {
  const [response] = candidatesOf(operation, cause);
  return response && { status: statusOf(response, cause), response };
}

/**
 * The response that a document without a word about its failures most likely means for a cause: the one that HTTP's
 * conventions suggest, else that of a status that servers give instead. What is asked for by a path is then not found.
 */
export function nearestFailure(
  operation: Operation,
  cause: Cause,
  parameter = '',
): { readonly status: number; readonly response: ResponseSpec } | undefined {
  const declared = declaredFailure(operation, cause);
  if (declared || failuresOf(operation).length > 0) return declared;
  const isInPath = operation.fields.some((field) => field.label === parameter && field.in === 'path');
  const statuses = cause === 'invalid-parameter' && isInPath ? [404] : (INSTEAD[cause] ?? []);
  const status = statuses.find((one) => operation.responses.has(String(one)));
  const response = operation.responses.get(String(status));
  return status === undefined || !response ? undefined : { status, response };
}

/** Statuses that servers give where they do not have the usual one. */
const INSTEAD: Partial<Record<Cause, readonly number[]>> = {
  ...Object.fromEntries(CREDENTIAL_CAUSES.map((cause) => [cause, [403]])),
  'no-permission': [401],
  'wrong-content-type': [400, 422],
  'past-the-end': [400, 422],
  gone: [404],
  'rate-limited': [503],
  internal: [503, 502],
};

function candidatesOf({ responses }: Operation, cause: Cause): ResponseSpec[] {
  const status = CONVENTION[cause];
  const range = String(status)[0];
  const names = [String(status), ...(status === 400 ? ['422'] : []), `${range}XX`, `${range}xx`, 'default'];
  return names.flatMap((name) => responses.get(name) ?? []);
}

function statusOf({ status }: ResponseSpec, cause: Cause): number {
  return /^\d{3}$/.test(status) ? Number(status) : CONVENTION[cause];
}
