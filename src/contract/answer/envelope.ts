import type { ObservedResponse } from '../../result/observed-response.ts';
import { failuresOf } from '../../spec/failure-of.ts';
import { weakest } from '../../spec/grade.ts';
import { isObject } from '../../spec/json.ts';
import { toPointer } from '../../spec/json-pointer.ts';
import type { Evidence, Operation, Spec } from '../../spec/spec.ts';
import { excerpt } from '../../text/excerpt.ts';
import type { ResponseCheck, ResponseChecker } from '../check.ts';
import { hasBody } from './body.ts';
import { type Form, formsOf, hasForm, tellsFailure } from './forms.ts';
import { unseen } from './unseen.ts';

/** What is wrong with an answer as a whole: it says something that belongs into another one. */
interface Mixture {
  readonly title: string;
  readonly expected: string;
  readonly source: string;
  readonly evidence: Evidence;
}

/** Whether a success looks like one and an error like one: no error in a success, no data in an error. */
const checkEnvelope: ResponseChecker = (seen, { spec, operation, mixture }) => {
  const { reading, exchange, status } = seen;
  if (!hasBody(seen) || reading.json === undefined || formsOf(spec, operation).length === 0) return undefined;
  const found = mixture ?? hollowSuccess(spec, operation, seen);
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
      formsOf(spec, operation).length > 0,
      'no response has a body of JSON with a schema',
      'no answer had a body of JSON',
    ),
  check: checkEnvelope,
} as const satisfies ResponseCheck;

/** An error in the place of a success, data in the place of an error, or both in one body. */
export function mixtureOf(spec: Spec, operation: Operation, seen: ObservedResponse): Mixture | undefined {
  const { status, reading } = seen;
  const body = reading.json;
  const isFailing = status >= 400;
  if (!hasBody(seen) || !isObject(body) || status < 200 || (status >= 300 && !isFailing)) return undefined;
  const forms = formsOf(spec, operation);
  const fitting = forms.filter((form) => hasForm(spec, form, body));
  if (isFailing) return dataInFailure(spec, operation, seen, forms, fitting);
  const success = (fitting.find(isSuccess) ?? forms.find(isSuccess)) as Form | undefined;
  const failures = fitting.filter(
    (form) => form.kind === 'failure' && tellsFailure(spec, form, success, body),
  );
  // The one that this response documents goes first: then the failure itself is in its place.
  const failure = failures.find(({ response }) => response === seen.response) ?? failures[0];
  if (!failure) return undefined;
  const evidence = weakest(failure.response.evidence, (seen.response ?? failure.response).evidence);
  if ((seen.page?.items.length ?? 0) > 0)
    return {
      title: 'a success says that it failed',
      expected: 'either data or an error, not both in one body',
      source: failure.location,
      evidence,
    };
  if (failure.response === seen.response) return undefined;
  return {
    title: `a failure comes with the status ${status} of a success`,
    expected: `${statusesOf(failures)}, which the document has for such a body`,
    source: seen.response?.pointer ?? failure.response.pointer,
    evidence,
  };
}

function dataInFailure(
  spec: Spec,
  { list }: Operation,
  seen: ObservedResponse,
  forms: readonly Form[],
  fitting: readonly Form[],
): Mixture | undefined {
  const own = forms.filter(({ response }) => response === seen.response);
  const success = fitting.find(isSuccess) ?? forms.find(isSuccess);
  const documentsRows = list && own.some(({ schema }) => spec.schemas.at(schema, list.items.path));
  const hasRows = (seen.page?.items.length ?? 0) > 0 && !(documentsRows && list.items.path.length > 0);
  const isOwn = own.some((form) => fitting.includes(form));
  const isSuccessful =
    seen.page !== undefined || (fitting.some(isSuccess) && success && !hasForm(spec, success, {}));
  if (!success || !(hasRows || (isSuccessful && !isOwn))) return undefined;
  return {
    title: `data comes with the status ${seen.status} of a failure`,
    expected: `an error, or the status ${success.response.status}, which the document has for such a body`,
    source: success.response.pointer,
    evidence: success.response.evidence,
  };
}

/** A success of which nothing is wrong but that it has no place for rows, and no failure stands in its place either. */
function hollowSuccess(spec: Spec, operation: Operation, seen: ObservedResponse): Mixture | undefined {
  const { list } = operation;
  const { response, media, page, reading } = seen;
  if (!list || page || response !== list.success || !media || media.pointer === '') return undefined;
  const isShared =
    failuresOf(operation).some(([, failure]) => failure.response === response.status) ||
    formsOf(spec, operation).some((form) => form.kind === 'failure' && form.response === response);
  if (isShared || spec.validators.check(media.pointer, reading.json).length > 0) return undefined;
  return {
    title: 'a success has no rows in it',
    expected: `${list.shows === 'many' ? 'a list of rows' : 'a row'} at ${toPointer(list.items.path) || 'the top'}`,
    source: `${operation.pointer}/x-confab/items`,
    evidence: response.evidence,
  };
}

function statusesOf(forms: readonly Form[]): string {
  const statuses = [...new Set(forms.map(({ response }) => response.status))];
  return statuses.length === 1 && statuses[0] !== 'default'
    ? `the status ${statuses[0]}`
    : `the status of a failure (${statuses.join(', ')})`;
}

function isSuccess({ kind }: Form): boolean {
  return kind === 'success';
}
