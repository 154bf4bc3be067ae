import { isObject, type Json, toPointer, valueAt } from '../../spec/json.ts';
import type { Spec } from '../../spec/spec.ts';
import type { Violation } from '../../spec/validators.ts';

/** One thing that a body does not fulfil, told of the value that it is about. */
export interface Fault {
  /** JSON pointer into the body; of what is missing, too. */
  readonly pointer: string;
  readonly keyword: string;
  readonly message: string;
  /** The schema's place in the document; undefined when it cannot be told. */
  readonly at: string | undefined;
}

/**
 * What is wrong with a value, without the noise of a validator: of alternatives only what the nearest one
 * misses, of a value of the wrong type only that, of a missing property its own pointer.
 */
export function faultsOf(spec: Spec, pointer: string, value: unknown): Fault[] {
  const faults = withoutUnions(spec, spec.validators.check(pointer, value), value).map((violation) =>
    toFault(spec, violation),
  );
  const wrongTypes = new Set(
    faults.filter(({ keyword }) => keyword === 'type').map((fault) => fault.pointer),
  );
  const distinct = new Map(
    faults
      .filter((fault) => fault.keyword === 'type' || !wrongTypes.has(fault.pointer))
      .map((fault) => [[fault.pointer, fault.message].join('\n'), fault]),
  );
  return [...distinct.values()];
}

/** Of the alternatives at a pointer of the document, those that a value fits; when none, the nearest one. */
export function fittingBranches(spec: Spec, pointer: string, value: unknown): string[] {
  const branches = branchPointers(spec, pointer);
  const fitting = branches.filter((branch) => spec.validators.check(branch, value).length === 0);
  return fitting.length > 0 ? fitting : branches.slice().sort(byNearness(spec, value)).slice(0, 1);
}

function withoutUnions(spec: Spec, violations: readonly Violation[], value: unknown): Violation[] {
  let left = [...violations];
  const told: Violation[] = [];
  // An outer union's violation comes after those of what is inside of it.
  for (let at = left.length - 1; at >= 0; at = Math.min(at, left.length) - 1) {
    const union = left[at] as Violation;
    if (union.keyword !== 'oneOf' && union.keyword !== 'anyOf') continue;
    const place = spec.validators.pointerOf(union.schema);
    if (place === undefined) continue;
    const part = valueAt(value, union.pointer);
    const branches = branchPointers(spec, `${place}/${union.keyword}`);
    const inside = branches.flatMap((branch) => violationsOf(spec, branch, part, union.pointer));
    left.splice(at, 1);
    left = without(left, inside);
    const [nearest] = branches.sort(byNearness(spec, part));
    const fitsSeveral = Array.isArray(union.params.passingSchemas);
    if (fitsSeveral || nearest === undefined) told.push(union);
    else {
      const own = withoutUnions(spec, spec.validators.check(nearest, part), part);
      told.push(...own.map((one) => ({ ...one, pointer: union.pointer + one.pointer })));
    }
  }
  const all = [...left, ...told].filter(({ propertyName }) => propertyName === undefined);
  const telling = all.filter(({ keyword }) => keyword !== 'if');
  return telling.length > 0 ? telling : all;
}

function violationsOf(spec: Spec, branch: string, value: unknown, prefix: string): Violation[] {
  return spec.validators.check(branch, value).map((one) => ({ ...one, pointer: prefix + one.pointer }));
}

/** The one list less the other, each as often as it is there. */
function without(all: readonly Violation[], taken: readonly Violation[]): Violation[] {
  const counts = new Map<string, number>();
  const keyOf = ({ pointer, keyword, params }: Violation) =>
    [pointer, keyword, JSON.stringify(params)].join('\n');
  for (const one of taken) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  return all.filter((one) => {
    const count = counts.get(keyOf(one)) ?? 0;
    if (count > 0) counts.set(keyOf(one), count - 1);
    return count === 0;
  });
}

function branchPointers({ document }: Spec, pointer: string): string[] {
  const branches = valueAt(document, pointer);
  return Array.isArray(branches) ? branches.map((_, index) => `${pointer}/${index}`) : [];
}

/** The alternative that was meant: its own marks are right, it has the value's names, and least is wrong. */
function byNearness(spec: Spec, value: unknown): (a: string, b: string) => number {
  const costs = new Map<string, readonly number[]>();
  const costOf = (branch: string) => {
    const known = costs.get(branch);
    if (known) return known;
    const violations = spec.validators.check(branch, value);
    const isNear = ({ pointer }: Violation) => pointer.split('/').length <= 2;
    const marks = violations.filter((one) => isNear(one) && /^(const|enum|pattern|type)$/.test(one.keyword));
    const names = spec.schemas.properties(valueAt(spec.document, branch));
    const cost = [
      new Set(marks.map(({ pointer }) => pointer)).size,
      violations.filter(({ keyword, pointer }) => keyword === 'required' && pointer === '').length +
        (isObject(value) ? Object.keys(value).filter((name) => !names.has(name)).length : 0),
      violations.length,
    ];
    costs.set(branch, cost);
    return cost;
  };
  return (a, b) => {
    const [left, right] = [costOf(a), costOf(b)];
    return (
      left.map((cost, index) => cost - (right[index] as number)).find((difference) => difference !== 0) ?? 0
    );
  };
}

function toFault({ validators }: Spec, violation: Violation): Fault {
  const { keyword, params, pointer } = violation;
  const at = validators.pointerOf(violation.schema);
  const about = (name: unknown, message: string): Fault => ({
    pointer: pointer + toPointer([String(name)]),
    keyword,
    message,
    at,
  });
  if (keyword === 'required') return about(params.missingProperty, 'is missing');
  if (keyword === 'dependentRequired')
    return about(params.missingProperty, `is missing, and ${params.property} needs it`);
  if (keyword === 'additionalProperties') return about(params.additionalProperty, 'is not allowed');
  if (keyword === 'unevaluatedProperties') return about(params.unevaluatedProperty, 'is not allowed');
  if (keyword === 'propertyNames') return about(params.propertyName, 'has a name that is not allowed');
  if (keyword === 'false schema') return { pointer, keyword, message: 'is not allowed', at };
  return { pointer, keyword, message: violation.message, at };
}

/** What is there instead: of something missing, what its object has. */
export function showFault(body: Json, { pointer, keyword }: Fault): Json | string {
  const value = valueAt(body, pointer);
  if (value !== undefined || !/^(required|dependentRequired)$/.test(keyword)) return value ?? 'nothing';
  const owner = valueAt(body, pointer.slice(0, pointer.lastIndexOf('/')));
  return isObject(owner) ? `an object with ${Object.keys(owner).join(', ') || 'nothing'}` : 'nothing';
}
