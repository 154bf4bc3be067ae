import { isObject, type JsonObject } from '../../spec/json.ts';
import { parsePointer } from '../../spec/json-pointer.ts';
import { type LocatedSchema, referredBy, schemaAt, schemasBelow } from '../../spec/located-schema.ts';
import { isJson } from '../../spec/media-type.ts';
import type { Listing, MediaType, Operation, ResponseSpec, Spec } from '../../spec/spec.ts';
import { createTrace } from '../../spec/trace.ts';

/** One shape that a JSON response can have: the schema of a documented body, or one alternative of it. */
export interface Shape extends LocatedSchema {
  readonly kind: 'success' | 'failure';
  readonly response: ResponseSpec;
}

const known = new WeakMap<Operation, readonly Shape[]>();

/** Every documented shape of an operation's responses. A failure may be one of the alternatives of a success. */
export function shapesOf(spec: Spec, operation: Operation): readonly Shape[] {
  // Needed for each response, and always the same.
  const shapes = known.get(operation) ?? readShapes(spec, operation);
  known.set(operation, shapes);
  return shapes;
}

function readShapes(spec: Spec, { responses, list }: Operation): Shape[] {
  const all = [...responses.values()];
  const hasSuccess = all.some(({ status }) => /^2/.test(status));
  return all.flatMap((response) => {
    const isSuccess = /^2/.test(response.status) || (response.status === 'default' && !hasSuccess);
    if (!isSuccess && !/^([45]|default$)/.test(response.status)) return [];
    return [...response.content.values()].filter(isJson).flatMap((media) =>
      alternativesOf(spec, media).map((one): Shape => {
        const isRefusal = response === list?.success && !holdsRows(spec, list, one.schema);
        return { ...one, kind: isSuccess && !isRefusal ? 'success' : 'failure', response };
      }),
    );
  });
}

/** Whether a body fits a shape. */
export function hasShape({ validators }: Spec, { location }: LocatedSchema, body: unknown): boolean {
  return validators.fits(location, body);
}

/**
 * Whether a body that fits a failure is one, and not a success that happens to have a failure's fields: with only
 * the fields and values that a success can have, it must not fit the failure any more.
 */
export function tellsFailure(
  spec: Spec,
  failure: Shape,
  success: Shape | undefined,
  body: JsonObject,
): boolean {
  if (!success) return !hasShape(spec, failure, {});
  const { schemas } = spec;
  const names = schemas.properties(success.schema);
  const { additionalProperties = false } = schemas.resolve(success.schema);
  const types = schemas.types(success.schema);
  if (types.length > 0 && !types.includes('object')) return !hasShape(spec, failure, {});
  if (names.size === 0 || additionalProperties !== false) return false;
  const { errors } = createTrace(spec, success.location, body);
  const wrong = new Set(errors.map(({ pointer }) => parsePointer(pointer)[0]));
  const left = Object.entries(body).filter(([name]) => names.has(name) && !wrong.has(name));
  return !hasShape(spec, failure, Object.fromEntries(left));
}

function alternativesOf({ document }: Spec, media: MediaType): LocatedSchema[] {
  let [one] = schemaAt(document, media.pointer);
  for (let steps = 0; one && steps < 50; steps += 1) {
    const branches = [...schemasBelow(one, 'oneOf'), ...schemasBelow(one, 'anyOf')];
    // Alternatives beside `properties` are one shape with variants, not several shapes.
    if (branches.length > 0 && !isObject(one.schema.properties)) return branches;
    const [next] = referredBy(document, one);
    if (!next) return [one];
    one = next;
  }
  return [];
}

/** Whether a shape can hold the rows. Where the body itself is the row, it must have half of a row's required fields. */
function holdsRows({ schemas }: Spec, { items, itemRequired }: Listing, schema: JsonObject): boolean {
  if (items.path.length > 0) return schemas.at(schema, items.path) !== undefined;
  const names = schemas.properties(schema);
  return [...itemRequired].filter((name) => names.has(name)).length * 2 >= itemRequired.size;
}
