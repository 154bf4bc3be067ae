import { isObject, type Json, toPointer, valueAt } from '../../spec/json.ts';
import type { Spec } from '../../spec/spec.ts';
import { generalPointer } from '../finding.ts';
import { isJson } from '../media.ts';
import { describedBy, hasBody, show } from './body.ts';
import type { AnswerCheck } from './check-answer.ts';
import { fittingBranches } from './faults.ts';
import { below, evidenceAt, type Placed, placedAt, propertyOf, referred } from './places.ts';

/** Whether a body has a field that its schema does not know. Nothing is broken by it, so it is only told. */
export const checkUnknownField: AnswerCheck = (seen, { spec, mixture }) => {
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
export function unknownFields(spec: Spec, pointer: string, body: Json): UnknownField[] {
  const found: UnknownField[] = [];
  const visit = (schemas: readonly Placed[], value: Json, path: readonly string[]) => {
    if (typeof value !== 'object' || value === null) return;
    const applied = schemas.flatMap((one) => inPlace(spec, one, value));
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries())
        visit(
          applied.flatMap((one) => itemOf(one, index)),
          item,
          [...path, String(index)],
        );
      return;
    }
    const describing = applied.find(
      ({ schema }) => isObject(schema.properties) || isObject(schema.patternProperties),
    );
    for (const [name, child] of Object.entries(value)) {
      const named = applied.flatMap((one) => propertyOf(one, name));
      const others = named.length > 0 ? [] : applied.flatMap((one) => below(one, 'additionalProperties'));
      if (named.length + others.length > 0) visit([...named, ...others], child, [...path, name]);
      else if (describing && !applied.some(isSettled))
        found.push({ path: [...path, name], source: describing.pointer });
    }
  };
  visit(placedAt(spec, pointer), body, []);
  return found;
}

/** The document itself says whether other fields may stand here. */
function isSettled({ schema }: Placed): boolean {
  return schema.additionalProperties !== undefined || schema.unevaluatedProperties !== undefined;
}

function itemOf(placed: Placed, index: number): Placed[] {
  const own = below(placed, 'prefixItems')[index];
  return own ? [own] : below(placed, 'items');
}

/** A schema with all that apply to the same value: references, parts, and the alternatives that the value fits. */
function inPlace(spec: Spec, placed: Placed, value: Json, steps = 0): Placed[] {
  if (steps > 50) return [];
  const { pointer, schema } = placed;
  const fits = (one: Placed) => spec.validators.check(one.pointer, value).length === 0;
  const [condition] = below(placed, 'if');
  const conditional =
    condition && (fits(condition) ? [condition, ...below(placed, 'then')] : below(placed, 'else'));
  const dependent = Object.keys(isObject(schema.dependentSchemas) ? schema.dependentSchemas : {}).filter(
    (name) => isObject(value) && Object.hasOwn(value, name),
  );
  const beside = [
    ...referred(spec, placed),
    ...below(placed, 'allOf'),
    ...['oneOf', 'anyOf'].flatMap((keyword) =>
      fittingBranches(spec, `${pointer}/${keyword}`, value).flatMap((branch) => placedAt(spec, branch)),
    ),
    ...(conditional ?? []),
    ...dependent.flatMap((name) => placedAt(spec, `${pointer}/dependentSchemas${toPointer([name])}`)),
  ];
  return [placed, ...beside.flatMap((one) => inPlace(spec, one, value, steps + 1))];
}
