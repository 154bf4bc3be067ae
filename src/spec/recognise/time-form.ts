import { firstExample } from '../schema.ts';
import { CLOSED } from './guess-id.ts';
import type { RowField } from './row-fields.ts';

const NAMED = /(?:created|updated|modified|at|time|on|date|timestamp|seen)$/;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

/** How a time is written, by the schema, the example and the description of a field; undefined where it is none. */
export function timeForm({ name, schema, types }: RowField): string | undefined {
  if (CLOSED.some((word) => schema[word] !== undefined)) return undefined;
  if (types.length !== 1) return undefined;
  const example = firstExample(schema);
  if (types[0] === 'string') return isIso(schema, name, example) ? 'iso' : undefined;
  if (types[0] !== 'integer' && types[0] !== 'number') return undefined;
  if (!NAMED.test(name) || typeof schema.maximum === 'number' || schema.multipleOf !== undefined)
    return undefined;
  const told = `${schema.description ?? ''} ${schema.format ?? ''}`;
  if (/milli|\bms\b/i.test(told) || Number(example) > 1e11)
    return schema.format === 'int32' ? undefined : 'epoch-ms';
  const isSeconds =
    /second|unix|epoch|timestamp/i.test(told) || (Number(example) > 1e8 && Number(example) < 1e11);
  return isSeconds ? 'epoch-s' : undefined;
}

function isIso(schema: RowField['schema'], name: string, example: unknown): boolean {
  if (schema.pattern !== undefined || (typeof schema.maxLength === 'number' && schema.maxLength < 24))
    return false;
  if (schema.format !== undefined) return schema.format === 'date-time';
  return (
    NAMED.test(name) &&
    (example === undefined ? /(?:ed|create|update)at$/.test(name) : ISO.test(String(example)))
  );
}
