import type { Expression } from './expressions.ts';
import { fieldAt } from './field.ts';
import { type Json, member } from './json.ts';
import type { RequestValues } from './request-values.ts';
import type { Operation } from './spec.ts';

/** Reads one field of a request: what was given, else the default that the document declares for it. */
export interface ValueReader {
  readonly label: string;
  readonly key: string;
  readonly fallback: Json | undefined;
  given(values: RequestValues): Json | undefined;
  read(values: RequestValues): Json | undefined;
}

export function createValueReader(operation: Operation, expression: Expression): ValueReader {
  const { key, label, schema } = fieldAt(operation, expression);
  const fallback = schema.default;
  const given = createGiven(expression);
  return { key, label, fallback, given, read: (values) => given(values) ?? fallback };
}

function createGiven({ in: place, name, path }: Expression): ValueReader['given'] {
  if (place !== 'body' && path.length === 0) return (values) => member(values[place], name);
  return (values) => {
    let value = place === 'body' ? values.body : member(values[place], name);
    for (const key of path) value = member(value, key);
    return value;
  };
}
