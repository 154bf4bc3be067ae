import { isObject, type Json, type JsonObject, setMember } from '../json.ts';
import { type LocatedSchema, schemasBelow } from '../located-schema.ts';
import { partsOf } from './parts.ts';

/** A value of each type: one of them is mostly wrong for a property. */
const OTHERS: readonly Json[] = ['none', 0, true, [], {}];

/**
 * An object that fits several of the alternatives of which it may fit one, as all their properties may be left out:
 * it gets a property that is wrong for each but the first that it fits.
 */
export function toldApart(
  value: JsonObject,
  parts: readonly LocatedSchema[],
  document: JsonObject,
  fits: (location: string, value: Json) => boolean,
): JsonObject {
  let apart = value;
  for (const part of parts) {
    if (part.schema.oneOf === undefined || part.location.startsWith('?')) continue;
    const [first, ...others] = schemasBelow(part, 'oneOf').filter(({ location }) => fits(location, apart));
    for (const other of others) {
      const names = partsOf(document, [other], () => undefined).flatMap(({ schema }) =>
        Object.keys(isObject(schema.properties) ? schema.properties : {}),
      );
      const candidates = names
        .filter((name) => !Object.hasOwn(value, name))
        .flatMap((name) => OTHERS.map((one) => withMember(apart, name, one)));
      apart =
        candidates.find((one) => first && fits(first.location, one) && !fits(other.location, one)) ?? apart;
    }
  }
  return apart;
}

function withMember(value: JsonObject, name: string, one: Json): JsonObject {
  const copy = { ...value };
  setMember(copy, name, one);
  return copy;
}
