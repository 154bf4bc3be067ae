import type { Page } from '../../result/observed-response.ts';
import type { Field } from '../../spec/field.ts';
import { type Json, member } from '../../spec/json.ts';
import { type RequestValues, valueIn } from '../../spec/request-values.ts';
import type { Spec } from '../../spec/spec.ts';
import { isTime } from '../../spec/value-words.ts';
import type { ValueSample } from './value-sample.ts';

/** A value of a field that some row has: the only sure one of an id. */
export function rowSamples(
  spec: Spec,
  collection: string | undefined,
  field: Field,
  page: Page | undefined,
): ValueSample[] {
  if (field.filter?.test !== 'equals' && field.filter?.test !== 'contains') return [];
  const { field: name, any } = field.filter.of;
  const rows = spec.collections.get(collection ?? '');
  // A row may write a time in another format than a request.
  if (isTime(rows && spec.schemas.properties(rows).get(name))) return [];
  const value = page?.items
    .map((item) => member(item, name))
    .find((one) => one !== undefined && one !== null && one !== '' && one !== any && typeof one !== 'object');
  return value === undefined ? [] : [{ value, says: 'what a row has', keyword: 'type' }];
}

/** Whether no range ends before it begins: no document says what happens then. */
export function isSensible(fields: readonly Field[], values: RequestValues): boolean {
  const ends = fields.filter(({ filter }) => filter?.test === 'minimum' || filter?.test === 'maximum');
  return ends.every((from) =>
    ends.every((to) => {
      if (from.filter?.test !== 'minimum' || to.filter?.test !== 'maximum' || from.filter.of !== to.filter.of)
        return true;
      const [low, high] = [valueIn(values, from), valueIn(values, to)];
      return !isGiven(low) || !isGiven(high) || !(low > high);
    }),
  );
}

function isGiven(value: Json | undefined): value is number | string {
  return typeof value === 'number' || (typeof value === 'string' && value !== '');
}
