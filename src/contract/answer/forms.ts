import { isObject, type JsonObject } from '../../spec/json.ts';
import { parsePointer } from '../../spec/json-pointer.ts';
import { type LocatedSchema, referredBy, schemaAt, schemasBelow } from '../../spec/located-schema.ts';
import { isJson } from '../../spec/media-type.ts';
import type { Listing, MediaType, Operation, ResponseSpec, Spec } from '../../spec/spec.ts';
import { createTrace } from '../../spec/trace.ts';

/** One shape that a JSON answer can have: a documented body, or one alternative of it. */
export interface Form extends LocatedSchema {
  readonly kind: 'success' | 'failure';
  readonly response: ResponseSpec;
}

const known = new WeakMap<Operation, readonly Form[]>();

/** Every documented shape of an operation's answers. A failure may stand among the alternatives of a success. */
export function formsOf(spec: Spec, operation: Operation): readonly Form[] {
  // Asked for each answer, and always the same.
  const forms = known.get(operation) ?? readForms(spec, operation);
  known.set(operation, forms);
  return forms;
}

function readForms(spec: Spec, { responses, list }: Operation): Form[] {
  const all = [...responses.values()];
  const hasSuccess = all.some(({ status }) => /^2/.test(status));
  return all.flatMap((response) => {
    const isSuccess = /^2/.test(response.status) || (response.status === 'default' && !hasSuccess);
    if (!isSuccess && !/^([45]|default$)/.test(response.status)) return [];
    return [...response.content.values()].filter(isJson).flatMap((media) =>
      alternativesOf(spec, media).map((one): Form => {
        const isRefusal = response === list?.success && !holdsRows(spec, list, one.schema);
        return { ...one, kind: isSuccess && !isRefusal ? 'success' : 'failure', response };
      }),
    );
  });
}

/** Whether a body has a shape. */
export function hasForm({ validators }: Spec, { location }: LocatedSchema, body: unknown): boolean {
  return validators.fits(location, body);
}

/**
 * Whether a body shows that it is a failure and not just a success that happens to have a failure's fields:
 * it is no failure any more without what no success has, unknown fields and values that are not a success's.
 */
export function tellsFailure(
  spec: Spec,
  failure: Form,
  success: Form | undefined,
  body: JsonObject,
): boolean {
  if (!success) return !hasForm(spec, failure, {});
  const { schemas } = spec;
  const names = schemas.properties(success.schema);
  const { additionalProperties = false } = schemas.resolve(success.schema);
  const types = schemas.types(success.schema);
  if (types.length > 0 && !types.includes('object')) return !hasForm(spec, failure, {});
  if (names.size === 0 || additionalProperties !== false) return false;
  const { errors } = createTrace(spec, success.location, body);
  const wrong = new Set(errors.map(({ pointer }) => parsePointer(pointer)[0]));
  const left = Object.entries(body).filter(([name]) => names.has(name) && !wrong.has(name));
  return !hasForm(spec, failure, Object.fromEntries(left));
}

function alternativesOf({ document }: Spec, media: MediaType): LocatedSchema[] {
  let [one] = schemaAt(document, media.pointer);
  for (let steps = 0; one && steps < 50; steps += 1) {
    const branches = [...schemasBelow(one, 'oneOf'), ...schemasBelow(one, 'anyOf')];
    // `required` beside properties is one shape with a choice, not several shapes.
    if (branches.length > 0 && !isObject(one.schema.properties)) return branches;
    const [next] = referredBy(document, one);
    if (!next) return [one];
    one = next;
  }
  return [];
}

/** Whether a shape has a place for the rows. Where the whole body is the row, a row's own required fields tell. */
function holdsRows({ schemas }: Spec, { items, itemRequired }: Listing, schema: JsonObject): boolean {
  if (items.path.length > 0) return schemas.at(schema, items.path) !== undefined;
  const names = schemas.properties(schema);
  return [...itemRequired].filter((name) => names.has(name)).length * 2 >= itemRequired.size;
}
