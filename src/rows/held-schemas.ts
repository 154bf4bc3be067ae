import { isObject, type Json, type JsonObject } from '../spec/json.ts';
import { schemasInUse } from '../spec/schemas-in-use.ts';
import type { Spec } from '../spec/spec.ts';
import type { HeldSchemas } from './pools.ts';

/**
 * What holds the values of rows against their schemas while they are made, for documents whose lists were recognised:
 * whoever writes `x-confab` shapes the rows, and sees them.
 */
export function heldSchemas({ document, recognised, validators }: Spec): HeldSchemas | undefined {
  if (recognised.lists.length === 0) return undefined;
  let locations: Map<Json, string> | undefined;
  return {
    locationOf(schema) {
      // Only some rows have what needs to be held.
      locations ??= locationsOf(schemasInUse(document).all);
      return partsOf(schema)
        .map((part) => locations?.get(part))
        .find((at) => at !== undefined);
    },
    fits: (location, value) => validators.fits(location, value),
  };
}

/** A schema behind a reference is another object each time, of the same parts: these tell where it stands. */
const PARTS = ['oneOf', 'anyOf', 'allOf', 'not', 'if', 'properties'] as const;

function partsOf(schema: JsonObject): Json[] {
  return PARTS.flatMap((word) => {
    const part = schema[word];
    return typeof part === 'object' && part !== null ? [part] : [];
  });
}

function locationsOf(all: ReadonlyMap<string, Json>): Map<Json, string> {
  const found = new Map<Json, string>();
  for (const [at, schema] of all)
    for (const part of isObject(schema) ? partsOf(schema) : []) found.set(part, at);
  return found;
}
