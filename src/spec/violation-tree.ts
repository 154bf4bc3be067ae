import { parsePointer } from './json-pointer.ts';
import { FALSE, type LocatedSchema } from './located-schema.ts';
import type { LocatedViolation } from './schema-error.ts';
import type { Violation } from './validators.ts';

/** What a validator says of one value and of the values inside of it. */
export interface ViolationTree {
  /** How deep the value stands in the whole. */
  readonly depth: number;
  readonly own: Violation[];
  children: Map<string, ViolationTree> | undefined;
  /** The alternatives that came nearest, by the locations of the lists of alternatives that the value does not fit. */
  nearest: Map<string, NearestBranch> | undefined;
}

interface NearestBranch {
  /** The location of the list of alternatives: `…/oneOf`. */
  readonly list: string;
  readonly branch: LocatedSchema;
  readonly broken: readonly LocatedViolation[];
  /** No alternative of the list is of the value's type. */
  readonly isOfOtherType: boolean;
}

/** Violations by the values that they are about; undefined where there are none. */
export function toViolationTree(violations: readonly Violation[]): ViolationTree | undefined {
  if (violations.length === 0) return undefined;
  const root = createTree(0);
  for (const violation of violations) {
    let tree = root;
    for (const name of parsePointer(violation.pointer)) {
      tree.children ??= new Map();
      let child = tree.children.get(name);
      if (!child) {
        child = createTree(tree.depth + 1);
        tree.children.set(name, child);
      }
      tree = child;
    }
    tree.own.push(violation);
  }
  return root;
}

/** What a validator says of a value because of one schema, wherever else that schema may apply. */
export function violationsOf(
  { own }: ViolationTree,
  { schema }: LocatedSchema,
  keyword?: string,
): Violation[] {
  return own.filter(
    (one) =>
      (one.schema === schema || (one.schema === false && schema === FALSE)) &&
      // The name of a property breaks the schema of names, which applies to no value of the body.
      one.propertyName === undefined &&
      (keyword === undefined || one.keyword === keyword),
  );
}

/** A page may have thousands of values that are wrong in one way: maps are made when they are needed. */
function createTree(depth: number): ViolationTree {
  return { depth, own: [], children: undefined, nearest: undefined };
}

/** All violations, where nothing tells which schema of the document they come from. */
export function allOf({ own, children }: ViolationTree): Violation[] {
  return [...own, ...[...(children?.values() ?? [])].flatMap(allOf)];
}
