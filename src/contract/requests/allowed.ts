import type { Page } from '../../result/observed-response.ts';
import { withoutToken } from '../../spec/example-request.ts';
import type { Field } from '../../spec/field.ts';
import { fieldStatement } from '../../spec/field-statement.ts';
import { DOCUMENTED, weakest } from '../../spec/grade.ts';
import { type RequestError, requestError } from '../../spec/request-errors.ts';
import { isOwnPath, type RequestValues, valueIn, withValue } from '../../spec/request-values.ts';
import { jsonMediaOf, sentFields } from '../../spec/sent-fields.ts';
import type { Evidence, Spec } from '../../spec/spec.ts';
import { statementAt } from '../../spec/statement.ts';
import type { CheckLog } from '../check-log.ts';
import type { Client } from '../client.ts';
import { isListed } from '../covered.ts';
import { toCombined } from './combined.ts';
import { isSensible, rowSamples } from './row-values.ts';
import { isOpaque, validSamples } from './valid-samples.ts';
import type { ValueSample } from './value-sample.ts';

/** A request that the document allows. */
export interface Allowed {
  /** For people, after "asked for". */
  readonly purpose: string;
  readonly values: RequestValues;
  /** What a finding says when it is refused; findings of one cause share it. */
  readonly title: string;
  readonly source: string;
  readonly evidence: Evidence;
  readonly entries: readonly string[];
}

type Evaluate = (values: RequestValues) => RequestError | undefined;

/** Requests that the document allows, each a change of the client's own request; `samples` has values by field. */
export function toAllowed(client: Client, samples: ReadonlyMap<Field, readonly ValueSample[]>): Allowed[] {
  const { spec, operation, values } = client;
  const fields = sentFields(operation);
  const evaluate: Evaluate = (tried) => requestError(spec, operation, tried);
  const isAllowed = (tried: RequestValues) =>
    isOwnPath(operation, tried) && evaluate(tried) === undefined && isSensible(fields, tried);
  return [
    ...examples(client, fields),
    ...leftOut(spec, fields, values),
    ...alone(spec, samples, values, evaluate),
    ...toCombined(spec, samples, values, isAllowed),
  ].filter((allowed) => isAllowed(allowed.values) && client.log.asserts(allowed.evidence));
}

/** Values to try for each field that counts in this run: the document's, else one that a row has. */
export function toSamples(
  { spec, operation, asserts }: CheckLog,
  page: Page | undefined,
): Map<Field, ValueSample[]> {
  return new Map(
    sentFields(operation)
      .map((field) => {
        const counts = ({ keyword }: ValueSample) => asserts(fieldStatement(spec, field, keyword).evidence);
        const own = validSamples(field, spec.exact);
        // An id in the document's example names nothing at the target.
        const rows =
          field.paging === 'token' ? [] : rowSamples(spec, operation.list?.collection, field, page);
        const all = own.length > 0 ? own : rows;
        return [field, all.filter(counts), all.length > 0] as const;
      })
      .filter(([, counting, isKnown]) => counting.length > 0 || !isKnown)
      .map(([field, counting]) => [field, counting]),
  );
}

function examples({ spec, operation, values }: Client, fields: readonly Field[]): Allowed[] {
  const media = jsonMediaOf(operation);
  return [...(media?.examples ?? [])].map(([name, body]) => {
    let changed = withoutToken(operation, { ...values, body });
    // The document's example may name somebody else's things: the user's own values stay.
    for (const field of fields)
      if (field.in === 'body' && field.required && isOpaque(field) && field.path.length === 1)
        changed = withValue(changed, field, valueIn(values, field));
    const given = fields.filter((field) => field.in === 'body' && valueIn(changed, field) !== undefined);
    return {
      purpose: `the document's example ${name}`,
      values: changed,
      title: `the document's example ${name} is refused`,
      source: media?.pointer ?? operation.pointer,
      evidence: weakest(
        media ? statementAt(spec, media.node, `examples/${name}`).evidence : DOCUMENTED,
        ...given.map((field) => fieldStatement(spec, field, 'type').evidence),
      ),
      entries: [],
    };
  });
}

/** Requests without one of the options that the client's request has, and one without any. */
function leftOut(spec: Spec, fields: readonly Field[], values: RequestValues): Allowed[] {
  const optional = fields.filter((field) => !field.required && valueIn(values, field) !== undefined);
  const without = (gone: readonly Field[]) =>
    gone.reduce((left, field) => withValue(left, field, undefined), values);
  const one = optional.map((field) => ({
    purpose: `no ${field.label}`,
    values: without([field]),
    title: `a request without ${field.label} is refused`,
    ...fieldStatement(spec, field, 'required'),
    entries: [`parameter:${field.key}`],
  }));
  const all = {
    purpose: 'nothing but what is required',
    values: without(optional),
    title: 'a request with nothing but what is required is refused',
    source: optional[0]?.source ?? '',
    evidence: weakest(
      DOCUMENTED,
      ...optional.map((field) => fieldStatement(spec, field, 'required').evidence),
    ),
    entries: [],
  };
  return optional.length > 1 ? [...one, all] : one;
}

/** Each value of each field by itself, with what it needs beside it. */
function alone(
  spec: Spec,
  samples: ReadonlyMap<Field, readonly ValueSample[]>,
  values: RequestValues,
  evaluate: Evaluate,
): Allowed[] {
  return [...samples].flatMap(([field, list]) =>
    list.map(({ value, says, keyword }) => ({
      purpose: `${field.label} with ${says} (${JSON.stringify(value)})`,
      values: completed(withValue(values, field, value), samples, evaluate),
      title: `${field.label} with ${says} is refused`,
      ...fieldStatement(spec, field, keyword),
      entries: [
        `parameter:${field.key}`,
        ...(isListed(field, value) ? [`enum:${field.key}=${String(value)}`] : []),
      ],
    })),
  );
}

/** Adds what a request still lacks, where a value for it is known. */
function completed(
  values: RequestValues,
  samples: ReadonlyMap<Field, readonly ValueSample[]>,
  evaluate: Evaluate,
): RequestValues {
  const error = evaluate(values);
  if (!error) return values;
  const [field, list = []] = [...samples].find(([{ key }]) => key === error.key) ?? [];
  for (const { value } of field ? list : []) {
    const tried = withValue(values, field as Field, value);
    const next = evaluate(tried);
    // Something else may be missing, too; a value that the same field cannot have is given up.
    const whole = next && next.key !== error.key ? completed(tried, samples, evaluate) : tried;
    if (evaluate(whole) === undefined) return whole;
  }
  return values;
}
