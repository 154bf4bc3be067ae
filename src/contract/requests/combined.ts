import type { Field } from '../../spec/field.ts';
import { fieldStatement } from '../../spec/field-statement.ts';
import { DOCUMENTED, weakest } from '../../spec/grade.ts';
import { type RequestValues, valueIn, withValue } from '../../spec/request-values.ts';
import type { Spec } from '../../spec/spec.ts';
import type { Allowed } from './allowed.ts';
import { toPairs } from './pairs.ts';
import type { ValueSample } from './value-sample.ts';

/** The most requests that pairs of options take. */
const MOST_PAIRS = 40;
/** The most samples of one field in pairs. */
const MOST_OPTIONS = 3;

/** Requests with several options together, so that every two of them meet at least once. */
export function toCombined(
  spec: Spec,
  samples: ReadonlyMap<Field, readonly ValueSample[]>,
  values: RequestValues,
  isAllowed: (values: RequestValues) => boolean,
): Allowed[] {
  const choices = [...samples]
    .map(([field, list]) => [field, list.filter(({ value }) => value !== valueIn(values, field))] as const)
    .filter(([{ path }, list]) => list.length > 0 && path.length < 2)
    .map(([field, list]) => ({
      name: field.label,
      field,
      options: [undefined, ...spread(list, MOST_OPTIONS)],
    }));
  if (choices.length < 2) return [];
  const toValues = (row: readonly number[]) =>
    choices.reduce((left, { field, options }, index) => {
      const option = options[row[index] as number];
      // The first choice leaves an option out, and leaves what is required as it is.
      return option === undefined && field.required ? left : withValue(left, field, option?.value);
    }, values);
  const rows = toPairs(choices, (row) => isAllowed(toValues(row)), MOST_PAIRS);
  return rows.map((row) => {
    const given = choices.filter((_, index) => row[index] !== 0);
    const statements = choices.map(({ field, options }, index) =>
      fieldStatement(spec, field, options[row[index] as number]?.keyword ?? 'required'),
    );
    const names = given.map(({ name }) => name).join(', ');
    return {
      purpose: `${names} together`,
      values: toValues(row),
      title: 'options that are allowed one by one are refused together',
      source: given[0]?.field.source ?? '',
      evidence: weakest(DOCUMENTED, ...statements.map(({ evidence }) => evidence)),
      entries: [],
    };
  });
}

/** Some of a list: the first, the last and some between. */
function spread<One>(list: readonly One[], most: number): One[] {
  if (list.length <= most) return [...list];
  return Array.from(
    { length: most },
    (_, index) => list[Math.round((index * (list.length - 1)) / (most - 1))] as One,
  );
}
