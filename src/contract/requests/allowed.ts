import type { Page } from '../../result/observed-response.ts';
import type { Field } from '../../spec/field.ts';
import { DOCUMENTED, weakest } from '../../spec/grade.ts';
import { type RequestError, requestError } from '../../spec/request-errors.ts';
import { type RequestValues, valueIn, withValue } from '../../spec/request-values.ts';
import { jsonMediaOf, sentFields } from '../../spec/sent-fields.ts';
import type { Evidence } from '../../spec/spec.ts';
import type { CheckLog } from '../check-log.ts';
import type { Client } from '../client.ts';
import { isListed } from '../covered.ts';
import { toPairs } from './pairs.ts';
import { isSensible, rowSamples } from './row-values.ts';
import { isOpaque, type ValueSample, validSamples } from './values.ts';

/** A request that the document allows. */
export interface Allowed {
  /** For people, after "asked for". */
  readonly purpose: string;
  readonly values: RequestValues;
  /** What is wrong when it is refused: the same for the same fault. */
  readonly title: string;
  readonly source: string;
  readonly evidence: Evidence;
  readonly entries: readonly string[];
}

type Evaluate = (values: RequestValues) => RequestError | undefined;

/** Pairs of options take at most so many requests. */
const MOST_PAIRS = 40;
/** Of each field so many samples take part in pairs. */
const MOST_WAYS = 3;

/** Requests that the document allows, changed from the client's own; each field's samples are in `samples`. */
export function toAllowed(client: Client, samples: ReadonlyMap<Field, readonly ValueSample[]>): Allowed[] {
  const { spec, operation, values } = client;
  const fields = sentFields(operation);
  const evaluate: Evaluate = (tried) => requestError(spec, operation, tried);
  const isAllowed = (tried: RequestValues) => evaluate(tried) === undefined && isSensible(fields, tried);
  return [
    ...examples(client, fields),
    ...leftOut(fields, values),
    ...alone(samples, values, evaluate),
    ...together(samples, values, isAllowed),
  ].filter((allowed) => isAllowed(allowed.values) && client.log.asserts(allowed.evidence));
}

/** The document's samples of each field that counts in this run, and those that only rows can give. */
export function toSamples(
  { spec, operation, asserts }: CheckLog,
  page: Page | undefined,
): Map<Field, ValueSample[]> {
  return new Map(
    sentFields(operation)
      .filter(({ evidence }) => asserts(evidence))
      .map((field) => {
        const own = validSamples(field);
        // An id in the document's example is nobody's at the target.
        const rows =
          field.paging === 'token' ? [] : rowSamples(spec, operation.list?.collection, field, page);
        return [field, own.length > 0 ? own : rows];
      }),
  );
}

function examples({ operation, values }: Client, fields: readonly Field[]): Allowed[] {
  const media = jsonMediaOf(operation);
  return [...(media?.examples ?? [])].map(([name, body]) => {
    let changed: RequestValues = { ...values, body };
    // Who asks is not the document's example, but the one who runs this.
    for (const field of fields)
      if (field.in === 'body' && field.required && isOpaque(field) && field.path.length === 1)
        changed = withValue(changed, field, valueIn(values, field));
    const given = fields.filter((field) => field.in === 'body' && valueIn(changed, field) !== undefined);
    return {
      purpose: `the document's example ${name}`,
      values: changed,
      title: `the document's example ${name} is refused`,
      source: media?.pointer ?? operation.pointer,
      evidence: weakest(DOCUMENTED, ...given.map(({ evidence }) => evidence)),
      entries: [],
    };
  });
}

/** Every option that the request has left out, and then all of them. */
function leftOut(fields: readonly Field[], values: RequestValues): Allowed[] {
  const optional = fields.filter((field) => !field.required && valueIn(values, field) !== undefined);
  const without = (gone: readonly Field[]) =>
    gone.reduce((left, field) => withValue(left, field, undefined), values);
  const one = optional.map((field) => ({
    purpose: `no ${field.label}`,
    values: without([field]),
    title: `a request without ${field.label} is refused`,
    source: field.source,
    evidence: field.evidence,
    entries: [`parameter:${field.key}`],
  }));
  const all = {
    purpose: 'nothing but what is required',
    values: without(optional),
    title: 'a request with nothing but what is required is refused',
    source: optional[0]?.source ?? '',
    evidence: weakest(DOCUMENTED, ...optional.map(({ evidence }) => evidence)),
    entries: [],
  };
  return optional.length > 1 ? [...one, all] : one;
}

/** Each sample of each field by itself; what it cannot be without comes along. */
function alone(
  samples: ReadonlyMap<Field, readonly ValueSample[]>,
  values: RequestValues,
  evaluate: Evaluate,
): Allowed[] {
  return [...samples].flatMap(([field, list]) =>
    list.map(({ value, says }) => ({
      purpose: `${field.label} with ${says} (${JSON.stringify(value)})`,
      values: completed(withValue(values, field, value), samples, evaluate),
      title: `${field.label} with ${says} is refused`,
      source: field.source,
      evidence: field.evidence,
      entries: [
        `parameter:${field.key}`,
        ...(isListed(field, value) ? [`enum:${field.key}=${String(value)}`] : []),
      ],
    })),
  );
}

/** Gives what is missing beside a value, where a sample of it is known. */
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
    // Something else may be missing, too; what is wrong about the same field stays wrong.
    const whole = next && next.key !== error.key ? completed(tried, samples, evaluate) : tried;
    if (evaluate(whole) === undefined) return whole;
  }
  return values;
}

function together(
  samples: ReadonlyMap<Field, readonly ValueSample[]>,
  values: RequestValues,
  isAllowed: (values: RequestValues) => boolean,
): Allowed[] {
  const choices = [...samples]
    .map(([field, list]) => [field, list.filter(({ value }) => value !== valueIn(values, field))] as const)
    .filter(([{ path }, list]) => list.length > 0 && path.length < 2)
    .map(([field, list]) => ({ name: field.label, field, ways: [undefined, ...spread(list, MOST_WAYS)] }));
  if (choices.length < 2) return [];
  const toValues = (row: readonly number[]) =>
    choices.reduce((left, { field, ways }, index) => {
      const way = ways[row[index] as number];
      // The first way is to leave an option out, and to leave what is required as it is.
      return way === undefined && field.required ? left : withValue(left, field, way?.value);
    }, values);
  const rows = toPairs(choices, (row) => isAllowed(toValues(row)), MOST_PAIRS);
  return rows.map((row) => {
    const given = choices.filter((_, index) => row[index] !== 0);
    const names = given.map(({ name }) => name).join(', ');
    return {
      purpose: `${names} together`,
      values: toValues(row),
      title: 'options that are allowed one by one are refused together',
      source: given[0]?.field.source ?? '',
      evidence: weakest(DOCUMENTED, ...given.map(({ field }) => field.evidence)),
      entries: [],
    };
  });
}

/** The first, the last and some between. */
function spread<One>(list: readonly One[], most: number): One[] {
  if (list.length <= most) return [...list];
  return Array.from(
    { length: most },
    (_, index) => list[Math.round((index * (list.length - 1)) / (most - 1))] as One,
  );
}
