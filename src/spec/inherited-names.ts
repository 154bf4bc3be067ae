import { isObject, type Json, member } from './json.ts';

/** What every object has without being given it, `constructor` and `__proto__` among them. */
const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

interface UsedNames {
  /** Some name is one that every object inherits. */
  readonly isInherited: boolean;
  /** `unevaluatedProperties` or `unevaluatedItems`. */
  readonly isUnevaluated: boolean;
}

/**
 * Whether a document uses a name that every object inherits: Ajv then must ask of each property whether the value
 * has it itself, which is not free; nor is to note which properties were evaluated. Ajv leaves out `__proto__` among `properties`, so that it becomes a pattern, too.
 */
export function prepareInherited(document: Json): UsedNames {
  let [isInherited, isUnevaluated] = [false, false];
  const open: Json[] = [document];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value === 'string') isInherited ||= INHERITED.has(value);
    if (typeof value !== 'object' || value === null) continue;
    if (isObject(value)) {
      isInherited ||= Object.keys(value).some((key) => INHERITED.has(key));
      isUnevaluated ||= value.unevaluatedProperties !== undefined || value.unevaluatedItems !== undefined;
      const { properties } = value;
      const proto = member(properties, '__proto__');
      if (proto !== undefined)
        value.patternProperties = {
          ...(isObject(value.patternProperties) ? value.patternProperties : {}),
          '^__proto__$': proto,
        };
    }
    for (const child of Object.values(value)) if (child !== null) open.push(child);
  }
  return { isInherited, isUnevaluated };
}
