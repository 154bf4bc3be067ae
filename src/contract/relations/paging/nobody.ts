import { fieldAt } from '../../../spec/field.ts';
import type { Json, JsonObject } from '../../../spec/json.ts';
import { type RequestValues, withValue } from '../../../spec/request-values.ts';
import type { Filter } from '../../../spec/spec.ts';
import { isTime } from '../../../spec/value-words.ts';
import type { CheckLog, Subject } from '../../check-log.ts';
import { pageModes } from '../page-modes.ts';
import { askFor, listOf } from '../page-request.ts';
import type { Walk } from '../walk.ts';

const TEXT = 'nobody-has-this-0417';
const NUMBER = 1_987_654_321;

/** A request of the first page that no row matches; undefined: no filter takes a value that nobody has. */
export function nobodyValues(log: CheckLog, { values, size }: Walk): RequestValues | undefined {
  const list = listOf(log);
  for (const filter of list.filters) {
    if (!log.asserts(filter.evidence)) continue;
    for (const { test, from } of filter.tests) {
      if (test !== 'equals' && test !== 'contains') continue;
      const value = valueOfNobody(log, fieldAt(log.operation, from).schema);
      if (value === undefined) continue;
      const asked = askFor(log, values, pageModes(list)[0] ?? 'once', { number: 1, size });
      return withValue(underConditions(asked, filter), from, value);
    }
  }
  return undefined;
}

function underConditions(values: RequestValues, { when }: Filter): RequestValues {
  return when.reduce((asked, { place, value }) => withValue(asked, place, value), values);
}

/** A value that the schema allows and that no row will have. */
function valueOfNobody({ spec }: Subject, schema: JsonObject): Json | undefined {
  if (schema.enum !== undefined || schema.const !== undefined || isTime(schema)) return undefined;
  const types = spec.schemas.types(schema);
  if (types.includes('string')) {
    const isBound = schema.pattern !== undefined || schema.format !== undefined;
    const most = typeof schema.maxLength === 'number' ? schema.maxLength : TEXT.length;
    return isBound || most < TEXT.length ? undefined : TEXT;
  }
  if (!types.includes('integer')) return undefined;
  return typeof schema.maximum === 'number' && schema.maximum < NUMBER ? undefined : NUMBER;
}
