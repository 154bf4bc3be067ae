import { isObject, type Json, member } from './json.ts';

/** What every object has without being given it, `constructor` and `__proto__` among them. */
const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));
const UNEVALUATED: ReadonlySet<string> = new Set(['unevaluatedProperties', 'unevaluatedItems']);
const NAMING: ReadonlySet<string> = new Set(['$id', '$anchor', '$dynamicAnchor']);

/** What Ajv must be told of a document, as it is not free. */
interface DocumentNeeds {
  /** Some name is one that every object inherits: it must ask of each property whether the value has it itself. */
  readonly isInherited: boolean;
  /** It must note which properties were evaluated. */
  readonly isUnevaluated: boolean;
  /** Schemas have names of their own, so that it must look for them all. */
  readonly isNamed: boolean;
}

/** Looks through a document before Ajv gets it. Ajv leaves out `__proto__` among `properties`, so that it becomes a pattern, too. */
export function prepareDocument(document: Json): DocumentNeeds {
  const needs = { isInherited: false, isUnevaluated: false, isNamed: false };
  const open: Json[] = [document];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value === 'string') needs.isInherited ||= INHERITED.has(value);
    if (typeof value !== 'object' || value === null) continue;
    if (isObject(value)) {
      for (const key of Object.keys(value)) {
        needs.isInherited ||= INHERITED.has(key);
        needs.isUnevaluated ||= UNEVALUATED.has(key);
        needs.isNamed ||= NAMING.has(key);
      }
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
  return needs;
}
