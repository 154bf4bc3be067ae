import { parseJsonSource } from './json-source.ts';
import type { Source } from './source.ts';
import { parseYamlSource } from './yaml-source.ts';

/**
 * Parses YAML 1.2 or JSON. Throws a SpecError, with the line where it is known, for a syntax error, a repeated key,
 * and for what is nested so deeply or repeats so much of itself that reading it would not end.
 */
export function parseSource(file: string, text: string): Source {
  // JSON is YAML, too, but as such it takes twenty times as long.
  const json = /^\s*[{[]/.test(text) ? parseJsonSource(file, text) : undefined;
  return json ?? parseYamlSource(file, text);
}
