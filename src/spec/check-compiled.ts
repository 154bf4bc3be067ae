import { isObject, type Json } from './json.ts';
import type { Problems } from './problems.ts';
import type { SchemasInUse } from './schemas-in-use.ts';
import type { Lines } from './source.ts';
import type { Spec } from './spec.ts';

/** What only a compiler can tell of: names that must be unique or lead somewhere, and what earlier drafts meant. */
const UNCHECKED = [
  '$id',
  '$anchor',
  '$dynamicAnchor',
  '$dynamicRef',
  '$recursiveAnchor',
  '$recursiveRef',
  '$async',
  'dependencies',
  'nullable',
];

/**
 * Compiles the schemas that serving needs and that may be refused then. Refuses those. All
 * others have been looked at, and are compiled when a value comes to them: a document has hundreds.
 */
export function checkCompiled(
  { validators }: Spec,
  { roots, all }: SchemasInUse,
  source: Lines,
  problems: Problems,
): void {
  // Whether the names in the document are unique turns out with any of them.
  const [first] = roots;
  const unsure = [...all].filter(([location, schema]) => location === first || isUnsure(schema));
  for (const [location] of unsure) {
    try {
      validators.fits(location, null);
    } catch (cause) {
      problems.refuse(
        `no value can be held against this schema: ${(cause as Error).message}`,
        source.at(location),
      );
    }
  }
}

function isUnsure(schema: Json): boolean {
  if (!isObject(schema)) return false;
  const { $ref } = schema;
  return (
    (typeof $ref === 'string' && !/^#\//.test($ref)) ||
    UNCHECKED.some((keyword) => schema[keyword] !== undefined)
  );
}
