import { generalPointer } from '../../result/finding.ts';
import { isObject, type Json, toPointer, valueAt } from '../../spec/json.ts';
import { isJson } from '../../spec/media-type.ts';
import type { Spec } from '../../spec/spec.ts';
import type { ResponseCheck, ResponseChecker } from '../check.ts';
import { describedBy, hasBody, show } from './body.ts';
import { fittingBranches } from './faults.ts';
import { below, evidenceAt, type Placed, placedAt, propertyOf, referred } from './places.ts';
import { unseenJson } from './unseen.ts';

/** Whether a body has a field that its schema does not know. Nothing is broken by it, so it is only told. */
const checkUnknownField: ResponseChecker = (seen, { spec, mixture }) => {
  const { media, reading, exchange } = seen;
  const response = describedBy(seen);
  if (!response || !media || !isJson(media) || media.pointer === '') return undefined;
  if (!hasBody(seen) || reading.json === undefined || mixture) return undefined;
  const first = new Map(
    unknownFields(spec, media.pointer, reading.json)
      .map((field) => [generalPointer(toPointer(field.path)), field] as const)
      .reverse(),
  );
  return [...first].reverse().map(([general, { path, source }]) => ({
    title: `the field ${general} is not in the schema`,
    expected: 'only fields that the document knows',
    actual: show(valueAt(reading.json, toPointer(path))),
    pointer: toPointer(path),
    source,
    evidence: evidenceAt(spec, response, media, path.slice(0, -1)),
    exchange,
    info: true,
  }));
};

export const UNKNOWN_FIELD = {
  name: 'unknown-field',
  title: 'The body has no field that the schema does not know.',
  area: 'response',
  needs: 'one-response',
  offline: true,
  whyUnseen: unseenJson,
  check: checkUnknownField,
} as const satisfies ResponseCheck;

/** References that lead to references end somewhere. */
const MOST_STEPS = 50;
const MOST_NAMES = 1000;

interface UnknownField {
  readonly path: readonly string[];
  /** The schema that could know it. */
  readonly source: string;
}

/**
 * The strict reading of a schema: as if `unevaluatedProperties: false` stood in every object of it, at every
 * depth. Written in for a validator it would make alternatives fail that fit, and then all of their fields
 * would be unknown; so it is read here as JSON Schema defines it, with the schemas that really apply.
 */
function unknownFields(spec: Spec, pointer: string, body: Json): UnknownField[] {
  const found: UnknownField[] = [];
  const visit = (schemas: readonly Placed[], value: Json, path: readonly string[]) => {
    if (typeof value !== 'object' || value === null) return;
    const { itemsOf, membersOf, describing } = knownOf(
      spec,
      schemas.flatMap((one) => inPlace(spec, one, value)),
    );
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        if (typeof item === 'object') visit(itemsOf(index), item, [...path, String(index)]);
      }
      return;
    }
    for (const [name, child] of Object.entries(value)) {
      const members = membersOf(name);
      if (members.length === 0 && describing)
        found.push({ path: [...path, name], source: describing.pointer });
      else if (typeof child === 'object') visit(members, child, [...path, name]);
    }
  };
  visit(placedAt(spec, pointer), body, []);
  return found;
}

/** What the schemas that apply to a value say of what is inside of it. */
interface Known {
  itemsOf(index: number): readonly Placed[];
  membersOf(name: string): readonly Placed[];
  /** The schema that would know a field; undefined where fields are free. */
  readonly describing: Placed | undefined;
}

const known = new WeakMap<Spec, Map<string, Known>>();

/** Worked out once: all rows of all pages have the same few combinations of schemas. */
function knownOf(spec: Spec, applied: readonly Placed[]): Known {
  const all = known.get(spec) ?? new Map<string, Known>();
  known.set(spec, all);
  const key = applied.map(({ pointer }) => pointer).join('\n');
  const before = all.get(key);
  if (before) return before;
  const names = new Map<string, readonly Placed[]>();
  const made: Known = {
    itemsOf: (index) => applied.flatMap((one) => itemOf(one, index)),
    membersOf(name) {
      let members = names.get(name);
      if (!members) {
        const own = applied.flatMap((one) => propertyOf(one, name));
        members = own.length > 0 ? own : applied.flatMap((one) => below(one, 'additionalProperties'));
        // A map of anything has any name.
        if (names.size < MOST_NAMES) names.set(name, members);
      }
      return members;
    },
    describing: applied.some(isSettled)
      ? undefined
      : applied.find(({ schema }) => isObject(schema.properties) || isObject(schema.patternProperties)),
  };
  all.set(key, made);
  return made;
}

/** The document itself says whether other fields may stand here. */
function isSettled({ schema }: Placed): boolean {
  return schema.additionalProperties !== undefined || schema.unevaluatedProperties !== undefined;
}

function itemOf(placed: Placed, index: number): Placed[] {
  const own = below(placed, 'prefixItems')[index];
  return own ? [own] : below(placed, 'items');
}

const DEPENDING = ['oneOf', 'anyOf', 'if', 'dependentSchemas'];
const fixed = new WeakMap<object, readonly Placed[]>();

/** A schema with all that apply to the same value: references, parts, and the alternatives that the value fits. */
function inPlace(spec: Spec, placed: Placed, value: Json, steps = 0): readonly Placed[] {
  if (steps > MOST_STEPS) return [];
  const before = fixed.get(placed.schema);
  if (before) return before;
  const parts = [...referred(spec, placed), ...below(placed, 'allOf'), ...chosen(spec, placed, value)];
  const all = [placed, ...parts.flatMap((one) => inPlace(spec, one, value, steps + 1))];
  // Most schemas apply whatever the value is.
  if (!all.some(({ schema }) => DEPENDING.some((keyword) => schema[keyword] !== undefined)))
    fixed.set(placed.schema, all);
  return all;
}

/** The schemas that apply because of what the value is. */
function chosen(spec: Spec, placed: Placed, value: Json): Placed[] {
  const { pointer, schema } = placed;
  const fits = (one: Placed) => spec.validators.check(one.pointer, value).length === 0;
  const [condition] = below(placed, 'if');
  const conditional =
    condition && (fits(condition) ? [condition, ...below(placed, 'then')] : below(placed, 'else'));
  const dependent = Object.keys(isObject(schema.dependentSchemas) ? schema.dependentSchemas : {}).filter(
    (name) => isObject(value) && Object.hasOwn(value, name),
  );
  return [
    ...['oneOf', 'anyOf'].flatMap((keyword) =>
      fittingBranches(spec, `${pointer}/${keyword}`, value).flatMap((branch) => placedAt(spec, branch)),
    ),
    ...(conditional ?? []),
    ...dependent.flatMap((name) => placedAt(spec, `${pointer}/dependentSchemas${toPointer([name])}`)),
  ];
}
