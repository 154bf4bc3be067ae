import type { Exchange } from '../../http/exchange.ts';
import { originOf } from '../../http/wire-address.ts';
import type { Matcher } from '../../spec/match.ts';
import type { Operation, Spec } from '../../spec/spec.ts';
import { LONGEST_BODY, toMegabytes } from '../decoded-body.ts';
import type { StoredRequest } from '../fixture.ts';
import { LONGEST_REQUEST, RequestTooLong } from '../incoming-request.ts';
import { type ProblemResponse, problemResponse } from '../problem-response.ts';
import type { StoredFixture } from '../store/store.ts';
import { nearestRecordings } from './nearest.ts';

/** Responses of the playback itself. Their status is 501, as any other could be taken for the vendor's. */

export function noOperation(
  matcher: Matcher,
  { method, url }: Pick<StoredRequest, 'method' | 'url'>,
): ProblemResponse {
  const all = [
    ...new Set(matcher.routes.map(({ operation, template }) => `${operation.method} ${template}`)),
  ];
  return problemResponse(
    501,
    'no-such-operation',
    'The spec has no such operation',
    `${method} ${url} goes nowhere: what the spec does not know may change something. ` +
      `It knows ${all.join(', ')}.`,
  );
}

/** The refusal of a preflight whose request the spec knows. */
export function preflightUnknown({ title, detail }: { title: string; detail: string }): ProblemResponse {
  return problemResponse(501, 'preflight-unknown', title, detail);
}

export function notSafe(spec: Spec, operation: Operation): ProblemResponse {
  return problemResponse(
    501,
    'not-safe',
    'This operation may change something',
    `${spec.name}.${operation.id} is not passed on, as the spec does not call it safe. Use --unsafe if it may be called.`,
  );
}

/** Names the nearest recordings with the fields that differ, and the command that would record the request. */
export function noRecording(
  request: StoredRequest,
  key: string,
  all: readonly StoredFixture[],
  command: string,
): ProblemResponse {
  const nearest = nearestRecordings(key, all);
  const [best] = nearest;
  const near = best
    ? `The nearest is ${best.file}: ${best.differences.join('; ')}.`
    : 'This operation has none at all.';
  return problemResponse(
    501,
    'no-such-recording',
    'There is no recording of this request',
    `${request.method} ${request.url} was not recorded. ${near} To record it: ${command}`,
    { nearest },
  );
}

export function usedUp(
  { method, url }: StoredRequest,
  takes: readonly StoredFixture[],
  command: string,
): ProblemResponse {
  const sum = takes.reduce((all, { times }) => all + times, 0);
  const times = sum === 1 ? 'once' : `${sum} times`;
  return problemResponse(
    501,
    'used-up',
    'All recordings of this request were played',
    `${method} ${url} was recorded ${times} and is asked for once more. ` +
      `Without --sequence the last one is played again; to record one more: ${command}`,
    { recordings: takes.map(({ file }) => file) },
  );
}

export function expired({ file, at }: StoredFixture): ProblemResponse {
  return problemResponse(
    501,
    'expired',
    'The recording is too old',
    `${file} is of ${new Date(at).toISOString()}. Record it again, or allow a greater --max-age.`,
  );
}

export function noAnswer({ noAnswer: why }: Exchange): ProblemResponse {
  return problemResponse(
    502,
    'upstream',
    'The real service did not answer',
    `${why?.message ?? 'no answer'}. Nothing was recorded.`,
  );
}

export function tooLong({ response }: Exchange): ProblemResponse {
  return problemResponse(
    502,
    'upstream',
    'The answer is too long',
    `More than ${toMegabytes(LONGEST_BODY)} MiB came, of which ${response?.body.length} bytes were read; the rest was left, and nothing was recorded.`,
  );
}

export function requestTooLong(most: number): ProblemResponse {
  return problemResponse(
    413,
    'request-too-long',
    'The request body is too long',
    `At most ${toMegabytes(most)} MiB are read. Nothing was asked or recorded.`,
  );
}

export function failed(error: Error): ProblemResponse {
  if (error instanceof RequestTooLong) return requestTooLong(LONGEST_REQUEST);
  return problemResponse(500, 'recorder', 'The recorder failed, not the vendor', error.message);
}

export function notKept({ request }: Exchange, why: string): ProblemResponse {
  return problemResponse(
    502,
    'upstream',
    'The answer cannot be recorded',
    `${request.method} ${originOf(request.url)} answered, but ${why}. Nothing was recorded.`,
  );
}
