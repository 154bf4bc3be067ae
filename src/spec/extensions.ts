import type { Json, JsonObject } from './json.ts';
import { toPointer, valueAt } from './json-pointer.ts';
import { isNearMiss } from './near-miss.ts';

const READ = ['x-confab', 'x-faker'] as const;

/** A key of a document that we read, or that was probably meant to be one. */
export interface Extension {
  readonly name: string;
  readonly value: Json;
  /** Where it stands in the document, its own name at the end. */
  readonly path: readonly string[];
}

/** Every `x-confab` and `x-faker` of a document, and every near miss of these; those within somebody's data (examples, defaults, …) are none. */
export function findExtensions(document: Json): Extension[] {
  const found: Extension[] = [];
  const path: string[] = [];

  function walk(value: Json): void {
    const isList = Array.isArray(value);
    const isNamed = isPropertyName(path);
    for (const key of Object.keys(value as JsonObject)) {
      const child = (value as JsonObject)[key] as Json;
      if (!isList && !isNamed && isExtension(key)) {
        found.push({ name: key, value: child, path: [...path, key] });
        // Nothing within ours is anybody else's.
        if (key === 'x-confab') continue;
      }
      if (typeof child !== 'object' || child === null || (!isList && isPayload(key, path))) continue;
      path.push(key);
      walk(child);
      path.pop();
    }
  }

  if (typeof document === 'object' && document !== null) walk(document);
  return found;
}

/** Those of one name. */
export function extensionsOf(name: (typeof READ)[number], all: readonly Extension[]): Extension[] {
  return all.filter((one) => one.name === name);
}

/** Those that have not been left out of the document since they were found. */
export function extensionsLeft(document: Json, all: readonly Extension[]): Extension[] {
  return all.filter(({ path, value }) => valueAt(document, toPointer(path)) === value);
}

function isExtension(key: string): boolean {
  return (READ as readonly string[]).includes(key) || isNearMiss(key);
}

const DATA: ReadonlySet<string> = new Set(['example', 'examples', 'default', 'enum', 'const', 'x-faker']);

/** A value that is not part of the document: examples, defaults, enumerations. */
function isPayload(key: string, path: readonly string[]): boolean {
  if (isPropertyName(path) || path[0] === undefined || (path.length === 1 && path[0] === 'components'))
    return false;
  // The response for every other status.
  if (key === 'default' && path.at(-1) === 'responses' && !isPropertyName(path.slice(0, -1))) return false;
  return DATA.has(key);
}

function isPropertyName(path: readonly string[]): boolean {
  return path.at(-1) === 'properties';
}
