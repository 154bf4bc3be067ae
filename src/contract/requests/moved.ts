import type { ObservedResponse } from '../../result/observed-response.ts';
import type { Field } from '../../spec/field.ts';
import { fieldStatement } from '../../spec/field-statement.ts';
import { weakest } from '../../spec/grade.ts';
import type { Json } from '../../spec/json.ts';
import { movedValue } from '../../spec/moved-value.ts';
import { requestError } from '../../spec/request-errors.ts';
import { isOwnPath, type RequestValues, withValue } from '../../spec/request-values.ts';
import { sentFields } from '../../spec/sent-fields.ts';
import type { Operation } from '../../spec/spec.ts';
import type { Client } from '../client.ts';
import type { Allowed } from './allowed.ts';
import { forbiddenSamples } from './forbidden-samples.ts';
import { isSensible } from './row-values.ts';

/** A request with a value out of bounds that the document says is moved into them, not refused. */
interface Moved extends Allowed {
  readonly field: Field;
  /** What it is moved to. */
  readonly to: Json;
}

/** Requests with a value that is moved into its bounds, or replaced by its default. */
export function toMoved({ spec, operation, values, log }: Client): Moved[] {
  const fields = sentFields(operation);
  return fields
    .filter(({ invalid }) => invalid !== 'refuse')
    .flatMap((field) =>
      forbiddenSamples(field, spec.exact).map(({ value, says, keyword }) => ({
        field,
        to: movedValue(value, field.invalid, field.schema),
        purpose: `${field.label} ${says} (${JSON.stringify(value)}), which is moved`,
        values: withValue(alone(operation, values, field, fields), field, value),
        title: `${field.label} ${says} is refused, not moved`,
        ...fieldStatement(spec, field, 'x-confab/invalid'),
        evidence: weakest(
          fieldStatement(spec, field, 'x-confab/invalid').evidence,
          fieldStatement(spec, field, keyword).evidence,
        ),
        entries: [`parameter:${field.key}`],
      })),
    )
    .filter(
      (moved) =>
        log.asserts(moved.evidence) &&
        isOwnPath(operation, moved.values) &&
        requestError(spec, operation, moved.values) === undefined &&
        isSensible(fields, moved.values),
    );
}

/** What the response shows instead of the value it should have been moved to; undefined: nothing wrong. */
export function movedWrongly(
  { list }: Operation,
  { field, to }: Moved,
  { page }: ObservedResponse,
): string | undefined {
  const { paging: word } = field;
  if (!list || !page || word === undefined) return undefined;
  if (word === 'size' && page.items.length > Number(to)) return `${page.items.length} rows`;
  const shown = page.shown[word];
  // A list without rows may show something else there.
  if (shown === undefined || page.items.length === 0) return undefined;
  return String(shown) === String(to) ? undefined : `${word} ${JSON.stringify(shown)}`;
}

/** Without other fields that say the same: one of them may go before this one. */
function alone(
  { list }: Operation,
  values: RequestValues,
  { paging: word, key }: Field,
  fields: readonly Field[],
): RequestValues {
  if (!list || word === undefined) return values;
  return fields
    .filter((other) => other.paging === word && other.key !== key && !other.required)
    .reduce((left, other) => withValue(left, other, undefined), values);
}
