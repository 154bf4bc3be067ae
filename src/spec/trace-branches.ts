import { isObject, type Json, member } from './json.ts';
import { toPointer } from './json-pointer.ts';
import { type LocatedSchema, schemaAt, schemasBelow } from './located-schema.ts';
import type { LocatedViolation } from './schema-error.ts';
import type { SchemaSet, schemaSetsOf } from './schema-set.ts';
import type { Spec } from './spec.ts';
import type { Violation } from './validators.ts';
import { type ViolationTree, violationsOf } from './violation-tree.ts';

/** A value with the schemas that it was given, and with what a validator says of it. */
export interface TracedValue {
  readonly given: SchemaSet;
  readonly value: Json | undefined;
  readonly violations: ViolationTree | undefined;
}

/** All schemas that apply to a value: those that it was given, what they refer to, and the alternatives it chose. */
export type Applied = (traced: TracedValue) => SchemaSet;

interface TraceBranches {
  readonly applied: Applied;
  /** What a value breaks; of alternatives that all fail only what the nearest one says. */
  broken(traced: TracedValue): LocatedViolation[];
}

/** Follows the alternatives of a schema: those that a value fits, else the one that it comes nearest to. */
export function createTraceBranches(
  { document, validators }: Spec,
  sets: ReturnType<typeof schemaSetsOf>,
): TraceBranches {
  function applied(traced: TracedValue): SchemaSet {
    const fixed = sets.fixed(traced.given);
    if (fixed) return fixed;
    const { value } = traced;
    const fits = ({ location }: LocatedSchema) => validators.fits(location, value);
    const choose: Parameters<ReturnType<typeof schemaSetsOf>['applied']>[1] = (one, keyword) => {
      if (keyword === 'if') {
        const condition = schemasBelow(one, 'if');
        return condition.every(fits)
          ? [...condition, ...schemasBelow(one, 'then')]
          : schemasBelow(one, 'else');
      }
      if (keyword === 'dependentSchemas')
        return Object.keys(isObject(value) ? value : {}).flatMap((name) =>
          schemaAt(document, `${one.location}/${keyword}${toPointer([name])}`),
        );
      if (!noneFits(traced, one, keyword)) return schemasBelow(one, keyword).filter(fits);
      const nearest = nearestOf(traced, one, keyword);
      return nearest ? [nearest.branch] : [];
    };
    return sets.applied(traced.given, choose);
  }

  function broken(traced: TracedValue): LocatedViolation[] {
    const { violations: tree, value } = traced;
    if (!tree) return [];
    const all = applied(traced);
    const found: LocatedViolation[] = [];
    for (const by of all.schemas) {
      for (const violation of violationsOf(tree, by)) {
        if (isTelling(violation, by, traced))
          found.push({ violation, by, depth: tree.depth, alternatives: listOfOtherTypes(tree, violation) });
      }
    }
    for (const [name, violations] of tree.children ?? []) {
      const given = Array.isArray(value) ? all.item(Number(name)) : all.property(name);
      for (const one of broken({ given, value: member(value, name), violations })) found.push(one);
    }
    return found;
  }

  function isTelling({ keyword, params }: Violation, by: LocatedSchema, traced: TracedValue): boolean {
    if (keyword === 'unevaluatedProperties') return !knows(by, String(params.unevaluatedProperty), traced);
    if ((keyword !== 'oneOf' && keyword !== 'anyOf') || !noneFits(traced, by, keyword)) return true;
    // What the nearest alternative misses tells more, as far as it can be told.
    return !nearestOf(traced, by, keyword)?.broken.length;
  }

  /** Remembered: checks of alternatives inside of alternatives ask for the same again and again. */
  function nearestOf(traced: TracedValue, one: LocatedSchema, keyword: string) {
    const { value } = traced;
    const tree = traced.violations as ViolationTree;
    const list = `${one.location}/${keyword}`;
    const before = tree.nearest?.get(list);
    if (before) return before;
    const weighed = schemasBelow(one, keyword).map((branch) => {
      const inBranch = { ...traced, given: sets.of([branch]) };
      const found = broken(inBranch);
      return { list, branch, broken: found, cost: costOf(value, tree.depth, found, applied(inBranch)) };
    });
    const [first, ...others] = weighed;
    if (!first) return undefined;
    const best = others.reduce((least, other) => (isLess(other.cost, least.cost) ? other : least), first);
    const nearest = { ...best, isOfOtherType: weighed.every(({ cost: [type] }) => type === 1) };
    tree.nearest ??= new Map();
    tree.nearest.set(list, nearest);
    return nearest;
  }

  /** A validator counts what stands in an alternative that fails as not evaluated. */
  function knows(by: LocatedSchema, name: string, traced: TracedValue): boolean {
    return applied({ ...traced, given: sets.of([by]) }).property(name).schemas.length > 0;
  }

  return { applied, broken };
}

/** Whether a validator says that no alternative fits: not, that several do. */
function noneFits({ violations }: TracedValue, one: LocatedSchema, keyword: string): boolean {
  const [failure] = violations ? violationsOf(violations, one, keyword) : [];
  return failure !== undefined && !Array.isArray(failure.params.passingSchemas);
}

/** Of the violation of a type: the innermost list of alternatives of which none is of the value's type. */
function listOfOtherTypes({ nearest }: ViolationTree, violation: Violation): string | undefined {
  if (violation.keyword !== 'type') return undefined;
  return [...(nearest?.values() ?? [])].find(
    ({ isOfOtherType, broken }) => isOfOtherType && broken.some((one) => one.violation === violation),
  )?.list;
}

const MARKS = ['const', 'enum', 'pattern', 'type'];
type Cost = readonly [otherType: number, marks: number, names: number, all: number];

/**
 * How far a value is from an alternative. What counts most: it is of another type; then its own marks and those of
 * its properties are wrong (a constant tells alternatives apart); then the properties are others; then the rest.
 */
function costOf(
  value: Json | undefined,
  depth: number,
  broken: readonly LocatedViolation[],
  schemas: SchemaSet,
): Cost {
  const own = broken.filter((one) => one.depth === depth).map(({ violation }) => violation.keyword);
  const marks = broken.filter((one) => one.depth <= depth + 1 && MARKS.includes(one.violation.keyword));
  const names = Object.keys(isObject(value) ? value : {});
  return [
    Number(own.includes('type')),
    new Set(marks.map(({ violation }) => violation.pointer)).size,
    own.filter((keyword) => keyword === 'required').length +
      names.filter((name) => schemas.property(name).schemas.length === 0).length,
    broken.length,
  ];
}

function isLess(one: Cost, other: Cost): boolean {
  const difference = one.map((cost, index) => cost - (other[index] as number)).find((cost) => cost !== 0);
  return difference !== undefined && difference < 0;
}
