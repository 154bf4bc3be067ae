import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Spec } from './spec.ts';

const specs = new Map<string, Promise<Spec>>();

/**
 * A built-in spec is loaded once in a process, and its validators are compiled once: tests make mocks by the
 * hundred. Files that were edited meanwhile are loaded again.
 */
export function remembered(files: readonly string[], name: string, load: () => Promise<Spec>): Promise<Spec> {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file)).update('\0');
  const key = `${name} ${files.join(' ')} ${hash.digest('hex')}`;
  const known = specs.get(key) ?? load();
  specs.set(key, known);
  known.catch(() => specs.delete(key));
  return known;
}
