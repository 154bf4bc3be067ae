import type { ObservedResponse } from '../../result/observed-response.ts';
import { failuresOf } from '../../spec/failure-of.ts';
import { weakest } from '../../spec/grade.ts';
import { isObject } from '../../spec/json.ts';
import { toPointer } from '../../spec/json-pointer.ts';
import type { Evidence, Operation, Spec } from '../../spec/spec.ts';
import { statementAt } from '../../spec/statement.ts';
import { excerpt } from '../../text/excerpt.ts';
import type { ResponseCheck, ResponseChecker } from '../check.ts';
import { hasBody } from './body.ts';
import { hasShape, type Shape, shapesOf, tellsFailure } from './shapes.ts';
import { statusStatement } from './statement.ts';
import { unseen } from './unseen.ts';

/** What is wrong with a response as a whole: data in a failure, or an error in a success. */
interface Mixture {
  readonly title: string;
  readonly expected: string;
  readonly source: string;
  readonly evidence: Evidence;
}

/** Whether successes have no error in them, and failures no data. */
const checkEnvelope: ResponseChecker = (observed, { spec, operation, mixture }) => {
  const { reading, exchange, status } = observed;
  if (!hasBody(observed) || reading.json === undefined || shapesOf(spec, operation).length === 0)
    return undefined;
  const found = mixture ?? hollowSuccess(spec, operation, observed);
  return found ? [{ ...found, actual: `status ${status}: ${excerpt(reading.text)}`, exchange }] : [];
};

export const ENVELOPE = {
  name: 'envelope',
  title: 'A success looks like one and an error like one: no error in a success, no data in an error.',
  area: 'response',
  needs: 'one-response',
  offline: true,
  whyUnseen: (spec, operation) =>
    unseen(
      shapesOf(spec, operation).length > 0,
      'no response has a body of JSON with a schema',
      'no answer had a body of JSON',
    ),
  check: checkEnvelope,
} as const satisfies ResponseCheck;

/** Finds an error in place of a success, data in place of an error, or both in one body. */
export function mixtureOf(spec: Spec, operation: Operation, observed: ObservedResponse): Mixture | undefined {
  const { status, reading } = observed;
  const body = reading.json;
  const isFailing = status >= 400;
  if (!hasBody(observed) || !isObject(body) || status < 200 || (status >= 300 && !isFailing))
    return undefined;
  const shapes = shapesOf(spec, operation);
  const fitting = shapes.filter((shape) => hasShape(spec, shape, body));
  if (isFailing) return dataInFailure(spec, operation, observed, shapes, fitting);
  const success = (fitting.find(isSuccess) ?? shapes.find(isSuccess)) as Shape | undefined;
  const failures = fitting.filter(
    (shape) => shape.kind === 'failure' && tellsFailure(spec, shape, success, body),
  );
  // The document may describe this failure for this very status: then it stands where it should.
  const failure = failures.find(({ response }) => response === observed.response) ?? failures[0];
  if (!failure) return undefined;
  const evidence = weakest(
    statusStatement(spec, failure.response).evidence,
    statusStatement(spec, observed.response ?? failure.response).evidence,
  );
  if ((observed.page?.items.length ?? 0) > 0)
    return {
      title: 'a success says that it failed',
      expected: 'either data or an error, not both in one body',
      source: failure.location,
      evidence,
    };
  if (failure.response === observed.response) return undefined;
  return {
    title: `a failure comes with the status ${status} of a success`,
    expected: `${statusesOf(failures)}, which the document has for such a body`,
    source: observed.response?.pointer ?? failure.response.pointer,
    evidence,
  };
}

function dataInFailure(
  spec: Spec,
  { list }: Operation,
  observed: ObservedResponse,
  shapes: readonly Shape[],
  fitting: readonly Shape[],
): Mixture | undefined {
  const own = shapes.filter(({ response }) => response === observed.response);
  const success = fitting.find(isSuccess) ?? shapes.find(isSuccess);
  const documentsRows = list && own.some(({ schema }) => spec.schemas.at(schema, list.items.path));
  const hasRows = (observed.page?.items.length ?? 0) > 0 && !(documentsRows && list.items.path.length > 0);
  const isOwn = own.some((shape) => fitting.includes(shape));
  const isSuccessful =
    observed.page !== undefined || (fitting.some(isSuccess) && success && !hasShape(spec, success, {}));
  if (!success || !(hasRows || (isSuccessful && !isOwn))) return undefined;
  return {
    title: `data comes with the status ${observed.status} of a failure`,
    expected: `an error, or the status ${success.response.status}, which the document has for such a body`,
    ...statusStatement(spec, success.response),
  };
}

/** A success that fits its schema and still has no rows, where the document has no failure with this status. */
function hollowSuccess(spec: Spec, operation: Operation, observed: ObservedResponse): Mixture | undefined {
  const { list } = operation;
  const { response, media, page, reading } = observed;
  if (!list || page || response !== list.success || !media || media.pointer === '') return undefined;
  const isShared =
    failuresOf(operation).some(([, failure]) => failure.response === response.status) ||
    shapesOf(spec, operation).some((shape) => shape.kind === 'failure' && shape.response === response);
  if (isShared || spec.validators.check(media.pointer, reading.json).length > 0) return undefined;
  return {
    title: 'a success has no rows in it',
    expected: `${list.shows === 'many' ? 'a list of rows' : 'a row'} at ${toPointer(list.items.path) || 'the top'}`,
    ...statementAt(spec, operation.pointer, 'x-confab/items'),
  };
}

function statusesOf(shapes: readonly Shape[]): string {
  const statuses = [...new Set(shapes.map(({ response }) => response.status))];
  return statuses.length === 1 && statuses[0] !== 'default'
    ? `the status ${statuses[0]}`
    : `the status of a failure (${statuses.join(', ')})`;
}

function isSuccess({ kind }: Shape): boolean {
  return kind === 'success';
}
