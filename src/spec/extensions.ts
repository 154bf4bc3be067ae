import type { Json, JsonObject } from './json.ts';

interface Extension {
  readonly value: Json;
  /** Where it stands in the document, its own name at the end. */
  readonly path: readonly string[];
}

/** Every `x-…` of that name, or of a name that fits, in a document; those within somebody's data (examples, defaults, …) are none. */
export function extensionsOf(name: string | ((key: string) => boolean), document: Json): Extension[] {
  const isMeant = typeof name === 'string' ? (key: string) => key === name : name;
  const found: Extension[] = [];
  const path: string[] = [];

  function walk(value: Json): void {
    if (typeof value !== 'object' || value === null) return;
    const isList = Array.isArray(value);
    for (const key of Object.keys(value)) {
      const child = (value as JsonObject)[key] as Json;
      if (!isList && isMeant(key) && !isPropertyName(path)) {
        found.push({ value: child, path: [...path, key] });
        continue;
      }
      if (typeof child !== 'object' || child === null || (!isList && isPayload(key, path))) continue;
      path.push(key);
      walk(child);
      path.pop();
    }
  }

  walk(document);
  return found;
}

const DATA: ReadonlySet<string> = new Set(['example', 'examples', 'default', 'enum', 'const', 'x-faker']);

/** A value that is not part of the document: examples, defaults, enumerations. */
function isPayload(key: string, path: readonly string[]): boolean {
  if (isPropertyName(path) || path[0] === undefined || (path.length === 1 && path[0] === 'components'))
    return false;
  return DATA.has(key);
}

function isPropertyName(path: readonly string[]): boolean {
  return path.at(-1) === 'properties';
}
