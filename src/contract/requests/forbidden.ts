import type { PlannedRequest } from '../../result/planned-request.ts';
import type { Cause } from '../../spec/causes.ts';
import type { Field } from '../../spec/field.ts';
import { fieldStatement } from '../../spec/field-statement.ts';
import { weakest } from '../../spec/grade.ts';
import { isObject } from '../../spec/json.ts';
import { type RequestError, requestError } from '../../spec/request-errors.ts';
import { sentMediaOf } from '../../spec/request-format.ts';
import { isOwnPath, type RequestValues, valueIn, withValue } from '../../spec/request-values.ts';
import { sentFields } from '../../spec/sent-fields.ts';
import type { Evidence, Operation, Spec } from '../../spec/spec.ts';
import { errorStatement, type Statement } from '../../spec/statement.ts';
import { createTrace } from '../../spec/trace.ts';
import type { Client } from '../client.ts';
import { forbiddenSamples } from './forbidden-samples.ts';
import { validSamples } from './valid-samples.ts';
import { wholeBodies } from './whole-bodies.ts';

/** A request that the document forbids. */
export interface Forbidden {
  readonly planned: Omit<PlannedRequest, 'purpose'>;
  /** What is forbidden about it, with the value: `page_size above its maximum (101)`. */
  readonly purpose: string;
  /** What a finding says when it is not refused; findings of one cause share it. */
  readonly title: string;
  /** The causes that its answer may name. */
  readonly causes: readonly Cause[];
  /** The keyword that it breaks, where one tells kinds of answers apart. */
  readonly keyword?: string | undefined;
  /** The name of the field that the answer is about. */
  readonly label: string;
  readonly source: string;
  /** How certain it is that the document forbids it. */
  readonly evidence: Evidence;
  readonly entries: readonly string[];
  /** The value may as well be taken for one that nothing has: nothing is found then, or an empty list. */
  readonly mayNameNothing?: boolean;
}

/** Requests that the document forbids, each for one reason. */
export function toForbidden(client: Client): Forbidden[] {
  const { spec, operation, values } = client;
  const fields = sentFields(operation);
  return fields
    .flatMap((field) => [
      ...missing(spec, field, values),
      ...wrong(client, field),
      ...lonely(spec, field, values, fields),
    ])
    .flatMap(({ fits, key, ...one }): Forbidden[] => {
      const tried = one.planned.values as RequestValues;
      const error = requestError(spec, operation, tried);
      if (!error || !fits(error) || !isOwnPath(operation, tried)) return [];
      const others: readonly Cause[] = one.mayNameNothing ? ['not-found'] : [];
      // What it lacks is told by whatever asks for it, which is no keyword of the field itself.
      const lack = error.key.startsWith(key) ? undefined : lackStatement(spec, operation, tried, error);
      return [
        { ...one, ...lack, causes: [...error.causes, ...others], keyword: error.keyword, label: error.field },
      ];
    })
    .concat(wholeBodies(client));
}

/** A request that may be forbidden: the document decides by the error that it finds, which must fit. */
type Suspect = Omit<Forbidden, 'causes' | 'label'> & {
  readonly fits: (error: RequestError) => boolean;
  readonly key: string;
};

function missing(spec: Spec, field: Field, values: RequestValues): Suspect[] {
  const { label, required, types } = field;
  // Without it there would be another path.
  if (!required || field.in === 'path') return [];
  const statement = fieldStatement(spec, field, 'required');
  const gone = suspect(field, statement, lacking(field, values), `no ${label}`, `a request without ${label}`);
  if (field.in === 'body' || types.includes('string') || types.length === 0) return [gone];
  const empty = suspect(
    field,
    statement,
    withValue(values, field, ''),
    `an empty ${label}`,
    `an empty ${label}`,
  );
  return [gone, arguable(empty, 'no document says that an empty value counts as absent')];
}

/** Without a value; the object of the body that must have it is there. */
function lacking(field: Field, values: RequestValues): RequestValues {
  const parent = { ...field, path: field.path.slice(0, -1) };
  const isAlone = field.in === 'body' && !isObject(valueIn(values, parent));
  return isAlone ? withValue(values, parent, {}) : withValue(values, field, undefined);
}

function wrong({ spec, operation, values }: Client, field: Field): Suspect[] {
  const { label } = field;
  return (
    forbiddenSamples(field, spec.exact)
      // Blanks around a header's value are lost on the way.
      .filter(({ value }) => field.in !== 'header' || String(value).trim() === String(value))
      .map((sample) => {
        const { value, says, kind, keyword } = sample;
        // Forms leave out what is empty, and servers read it so.
        const isArguable = sample.isArguable || (field.in !== 'body' && value === '');
        const one = {
          ...suspect(
            field,
            fieldStatement(spec, field, keyword),
            withValue(values, field, value),
            `${label} ${says} (${JSON.stringify(value)})`,
            `${label} ${isArguable ? says : kind}`,
          ),
          mayNameNothing: mayNameNothing(operation, field, sample),
        };
        return isArguable ? arguable(one, `the document does not say how ${label} ${says} is read`) : one;
      })
  );
}

/** A path that is none is the path of nothing, and a number out of reach that of no row. */
function mayNameNothing(
  { list }: Operation,
  field: Field,
  { kind, isBeyond = false }: ReturnType<typeof forbiddenSamples>[number],
): boolean {
  const picksRow = list?.shows === 'one' && field.filter?.test === 'equals';
  return isBeyond || field.in === 'path' || (picksRow && kind !== 'of a wrong type');
}

/** What servers do differently without breaking any statement of the document. */
function arguable(one: Suspect, reason: string): Suspect {
  return { ...one, evidence: weakest(one.evidence, { grade: 'assumed', reason }) };
}

/** A valid value without another one that it needs beside it. */
function lonely(spec: Spec, field: Field, values: RequestValues, fields: readonly Field[]): Suspect[] {
  const { key, label } = field;
  const bare = fields
    .filter(({ required }) => !required)
    .reduce((left, other) => withValue(left, other, undefined), values);
  return validSamples(field, spec.exact).flatMap(({ value, keyword }) =>
    [values, bare].map((others) => ({
      ...suspect(
        field,
        fieldStatement(spec, field, keyword),
        withValue(others, field, value),
        `${label} as ${JSON.stringify(value)} without what it needs`,
        `${label} without what it needs`,
      ),
      fits: (error: RequestError) => error.key !== key && !error.key.startsWith(`${key}/`),
    })),
  );
}

/** What of a body asks for the field that an error is about. */
function lackStatement(
  spec: Spec,
  { body, fields }: Operation,
  tried: RequestValues,
  { key }: RequestError,
): Statement | undefined {
  const media = sentMediaOf({ body });
  const traced =
    media && media.pointer !== '' ? createTrace(spec, media.pointer, tried.body ?? null) : undefined;
  const error = traced?.errors.find(({ pointer }) => key === `body${pointer}`);
  if (error) return errorStatement(spec, error);
  const field = fields.find((one) => one.key === key);
  return field && fieldStatement(spec, field, 'required');
}

function suspect(
  { key }: Field,
  statement: Statement,
  values: RequestValues,
  purpose: string,
  title: string,
): Suspect {
  return {
    planned: { values },
    purpose,
    title,
    ...statement,
    key,
    entries: [`parameter:${key}`],
    fits: () => true,
  };
}
