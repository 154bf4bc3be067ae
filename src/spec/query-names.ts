import type { Operation, Spec } from './spec.ts';
import { createShape } from './value-shape.ts';

/** The names that an operation reads from its query: those of parameters, and the members of an object that stand for themselves. */
export function queryNames({ fields }: Operation, { schemas }: Pick<Spec, 'schemas'>): string[] {
  return fields
    .filter((field) => field.in === 'query')
    .flatMap(({ name, schema, serialisation: { style, explode, media } }) => {
      if (style !== 'form' || !explode || media !== undefined) return [name];
      const { isObject, members } = createShape(schema, schemas);
      return isObject ? [...members.keys()] : [name];
    });
}

/** Whether a name of a query is one of those, or a member of one: `filter[kind]`. */
export function isQueryName(name: string, names: readonly string[]): boolean {
  return names.includes(name) || names.includes(name.replace(/\[.*\]$/, ''));
}
