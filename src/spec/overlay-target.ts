import { exec } from 'jsonpath-rfc9535';
import type { Json } from './json.ts';
import { isSurelyLinear } from './pattern-cost.ts';
import { parsePattern } from './pattern-tree.ts';

export type Path = readonly (string | number)[];

const LONGEST = 2000;
const MOST_FOUND = 100_000;
/** How many values are looked at, at the worst: some seconds. */
const MOST_STEPS = 500_000_000;
/** Documents are seldom deeper, so that each value stands below as many others. */
const LEVELS = 20;

const TEXT = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/gs;
const PATTERN = new RegExp(
  String.raw`\b(?:match|search)\s*\((?:[^'"()]|\([^()]*\)|${TEXT.source})*?,\s*(${TEXT.source})\s*\)`,
  'gs',
);

/**
 * The values that a JSONPath of an overlay means. Throws an Error with a short phrase for what is no JSONPath, and
 * for one that would look at a document again and again: `$..*..*..*` takes a hundred times longer for each `..*`.
 */
export function locateTarget(root: Json, target: string): Path[] {
  const problem = problemOf(root, target);
  if (problem !== undefined) throw new Error(problem);
  const paths: Path[] = [];
  exec(root, target, (_value, path) => {
    if (paths.length >= MOST_FOUND) throw new Error(`means more than ${MOST_FOUND} values`);
    paths.push(path.map((part) => (typeof part === 'string' ? unescaped(part) : part)));
  });
  return paths;
}

/** The library gives names as a normalized path has them (RFC 9535, 2.7): quotes, backslashes and controls are escaped. */
function unescaped(name: string): string {
  if (!name.includes('\\')) return name;
  const texts: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
  return name.replaceAll(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, code: string | undefined, one: string) =>
    code === undefined ? (texts[one] ?? one) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function problemOf(root: Json, target: string): string | undefined {
  if (target.length > LONGEST) return `is longer than ${LONGEST} characters`;
  const bare = target.replaceAll(TEXT, "''");
  const [descents, choices] = [bare.split('..').length - 1, bare.split(',').length - 1];
  const values = descents === 0 && choices === 0 ? 0 : countValues(root);
  // A filter may look at the whole document for each value; below another, a value is found once for each above it.
  const steps = bare.includes('?')
    ? values ** Math.max(1, descents)
    : values * LEVELS ** Math.max(0, descents - 1);
  if (steps * 2 ** choices > MOST_STEPS)
    return 'would take too long: use fewer `..` and fewer names in one pair of brackets, or several actions';
  const patterns = [...target.matchAll(PATTERN)].map(([, text = '']) =>
    text.slice(1, -1).replaceAll(/\\(.)/gs, '$1'),
  );
  if (patterns.length < (bare.match(/\b(?:match|search)\s*\(/g) ?? []).length)
    return 'has a pattern that is not written in it; match and search need a text';
  const slow = patterns.find((pattern) => !isLinear(pattern));
  return slow === undefined
    ? undefined
    : `has the pattern ${slow}, which may take too long; write it more simply`;
}

function isLinear(pattern: string): boolean {
  try {
    return isSurelyLinear(parsePattern(pattern, true));
  } catch {
    // What is no pattern matches nothing.
    return true;
  }
}

/** How many values there are in one. */
export function countValues(root: Json): number {
  let count = 0;
  const open: Json[] = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    count += 1;
    if (typeof value === 'object' && value !== null) open.push(...Object.values(value));
  }
  return count;
}
