import type { Field } from './field.ts';
import type { Operation } from './spec.ts';

/** What a request says beside its path. */
export interface SaidBeside {
  readonly query: string;
  readonly header: (name: string) => string | undefined;
}

/** The path that is sent: a fragment never is (RFC 9110, 4.2.5). Some documents tell operations of one path apart by one. */
export function sentPath(path: string): string {
  return path.split('#', 1)[0] as string;
}

/**
 * Of operations that have one method and one path the one that a request means: the one most of whose required query
 * parameters and headers are there, if they all are; else the one that requires the fewest.
 */
export function meantOperation<T extends { readonly operation: Operation }>(
  alike: readonly T[],
  { query, header }: SaidBeside,
): T {
  const pairs = new URLSearchParams(query);
  const textOf = ({ in: place, name }: Field) =>
    (place === 'query' ? pairs.get(name) : header(name)) ?? undefined;
  const marked = alike.map((one) => ({ one, marks: marksOf(one.operation) }));
  const fitting = marked.filter(({ marks }) => marks.every((field) => isThere(field, textOf(field))));
  const sorted = fitting.length > 0 ? fitting.sort(byMarks).reverse() : marked.sort(byMarks);
  const [meant] = sorted.filter(({ marks }) => marks.length === sorted[0]?.marks.length).sort(inOrder);
  return (meant?.one ?? alike[0]) as T;

  function inOrder(a: { one: T }, b: { one: T }): number {
    return alike.indexOf(a.one) - alike.indexOf(b.one);
  }
}

/** The operations that requests can reach; of those that nothing tells apart the first, and a warning for each other. */
export function reachableOperations(
  operations: readonly Operation[],
  warn: (one: Operation, message: string) => void,
): Operation[] {
  const groups = new Map<string, Operation[]>();
  for (const one of operations) {
    const key = JSON.stringify([one.method, one.path.replaceAll(/\{[^}]+\}/g, '{}'), one.bases]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const hidden = new Set<Operation>();
  for (const group of groups.values()) {
    if (group.length === 1) continue;
    const firsts = new Map<string, Operation>();
    for (const one of group) {
      const marks = JSON.stringify(
        marksOf(one)
          .map(({ key, schema }) => [key, allowedTexts(schema)])
          .sort(),
      );
      const first = firsts.get(marks);
      if (first === undefined) firsts.set(marks, one);
      else hidden.add(one);
      if (first)
        warn(
          one,
          `${one.id} has the method and the path of ${first.id}, and no required query parameter or header tells them apart: it is not served`,
        );
    }
  }
  return operations.filter((one) => !hidden.has(one));
}

/** What a request for it must say beside its path. */
function marksOf({ fields }: Operation): Field[] {
  return fields.filter(
    ({ in: place, required, path }) =>
      required && path.length === 0 && (place === 'query' || place === 'header'),
  );
}

function byMarks(a: { marks: readonly Field[] }, b: { marks: readonly Field[] }): number {
  return a.marks.length - b.marks.length;
}

/** A parameter without a value (`?acl`) is there, too. */
function isThere({ schema }: Field, text: string | undefined): boolean {
  const allowed = allowedTexts(schema);
  return text !== undefined && (allowed === undefined || text === '' || allowed.includes(text));
}

function allowedTexts({ const: fixed, enum: listed }: Field['schema']): string[] | undefined {
  const values = fixed !== undefined ? [fixed] : Array.isArray(listed) ? listed : undefined;
  return values?.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
}
