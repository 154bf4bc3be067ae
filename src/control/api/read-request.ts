import { readLimited } from '../../http/read-limited.ts';
import { isDeeper } from '../../spec/is-deeper.ts';
import type { Json } from '../../spec/json.ts';
import type { RouteMatch } from '../../spec/match.ts';
import { findMedia, parseMediaType } from '../../spec/media-type.ts';
import { type RequestRules, readParameters, rulesOf } from '../../spec/request-errors.ts';
import type { Operation } from '../../spec/spec.ts';
import { formPairs, headerPairs, NO_PAIRS, pathPairs } from '../../spec/text-pairs.ts';
import type { ControlRequest } from './control.ts';
import type { ControlDocument } from './control-document.ts';
import { ProblemError } from './problem.ts';

/** Rows can be many: this is what a file of some 50,000 takes. */
const LONGEST_CONTROL_BODY = 16 * 1024 * 1024;
const MOST_LEVELS = 100;

/** Reads a request and holds it against its operation. Throws a ProblemError that says what is wrong. */
export async function readControlRequest(
  { spec }: ControlDocument,
  { route: { operation }, encoded }: RouteMatch,
  request: Request,
): Promise<ControlRequest> {
  const rules = rulesOf(spec, operation);
  const url = new URL(request.url);
  checkNames(operation, url.searchParams);
  const given = readParameters(rules, {
    path: pathPairs(encoded),
    query: formPairs(url.search.slice(1)),
    header: headerPairs((name) => request.headers.get(name) ?? undefined),
    cookie: NO_PAIRS,
  });
  const error = rules.parameterError(given);
  if (error) throw invalid(`${error.field} ${error.reason}`);
  return {
    path: given.path as Record<string, string>,
    query: given.query,
    body: await readControlBody(rules, operation, request),
    header: (name) => request.headers.get(name) ?? undefined,
    origin: url.origin,
    signal: request.signal,
  };
}

/** A misspelt parameter would be ignored, and its user would wonder why nothing happens. */
function checkNames({ fields }: Operation, query: URLSearchParams): void {
  const known = fields.filter((field) => field.in === 'query').map(({ name }) => name);
  const unknown = [...query.keys()].find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw invalid(
      `there is no query parameter ${unknown.slice(0, 100)}; there ${known.length === 0 ? 'is none' : `is: ${known.join(', ')}`}`,
    );
}

async function readControlBody(
  rules: RequestRules,
  operation: Operation,
  request: Request,
): Promise<Json | undefined> {
  const { body } = operation;
  const bytes = request.body
    ? await readLimited(request.body as unknown as AsyncIterable<Uint8Array>, LONGEST_CONTROL_BODY)
    : new Uint8Array();
  if (bytes === undefined)
    throw new ProblemError(413, 'The body is too long', `At most ${LONGEST_CONTROL_BODY} bytes are read.`);
  if (bytes.length === 0 && !body?.required) return undefined;
  if (!body) throw invalid('this operation takes no body');
  const type = parseMediaType(request.headers.get('content-type') ?? '')?.essence ?? '';
  const media = findMedia(body.content, type);
  // A browser asks before it sends this type, so a page cannot steer a server that does not know it.
  if (!media)
    throw new ProblemError(
      415,
      'The body is not JSON',
      `Content-Type is ${type === '' ? 'missing' : type}; send ${[...body.content.keys()].join(' or ')}.`,
    );
  let value: Json;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Json;
  } catch (cause) {
    throw invalid(`the body is not JSON: ${(cause as Error).message}`);
  }
  if (isDeeper(value, MOST_LEVELS)) throw invalid(`the body is nested deeper than ${MOST_LEVELS} levels`);
  const error = rules.bodyError(media, value);
  if (error)
    throw invalid(error.field === 'body' ? `the body ${error.reason}` : `${error.field} ${error.reason}`);
  return value;
}

function invalid(detail: string): ProblemError {
  return new ProblemError(400, 'The request is not valid', detail);
}
