import { isObject, type Json } from '../spec/json.ts';
import { scanJson } from '../spec/scan-json.ts';
import { MOST_STORED_LEVELS, plainDigits } from './stored-body.ts';

/** A JSON value in which the order of keys does not show: `['{', [name, value] …]`, `['[', value …]` or a plain one. */
export function canonicalJson(value: Json): Json {
  if (Array.isArray(value)) return ['[', ...value.map(canonicalJson)];
  if (!isObject(value)) return value;
  const names = Object.keys(value).sort();
  return ['{', ...names.map((name) => [name, canonicalJson(value[name] as Json)])];
}

/** The same of a JSON text with numbers that no double holds, which are `['#', digits]`; undefined for other texts. */
export function canonicalJsonText(
  text: string,
  ignored: readonly (readonly string[])[],
): { readonly value: Json } | undefined {
  const { error, duplicates, depth } = scanJson(text);
  if (error !== undefined || duplicates.length > 0 || depth > MOST_STORED_LEVELS) return undefined;
  // Parsed as they are, numbers would be rounded: each becomes a text, and all texts get a letter in front.
  const marked = text.replaceAll(TOKENS, (token) =>
    token[0] === '"' ? `"s${token.slice(1)}` : `"n${token}"`,
  );
  const paths = ignored.map((path) => path.map((name) => `s${name}`));
  return { value: unmarked(paths.reduce(withoutMember, JSON.parse(marked) as Json)) };
}

const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;

/** Values with their letters, as canonicalJson writes them. */
function unmarked(value: Json): Json {
  if (Array.isArray(value)) return ['[', ...value.map(unmarked)];
  if (typeof value === 'string') return value[0] === 's' ? value.slice(1) : toNumber(value.slice(1));
  if (!isObject(value)) return value;
  const names = Object.keys(value).sort();
  return ['{', ...names.map((name) => [name.slice(1), unmarked(value[name] as Json)])];
}

function toNumber(text: string): Json {
  const digits = plainDigits(text);
  return plainDigits(String(Number(text))) === digits ? Number(text) : ['#', digits];
}

export function withoutMember(value: Json, [key, ...rest]: readonly string[]): Json {
  if (key === undefined || !isObject(value) || !Object.hasOwn(value, key)) return value;
  const others = Object.entries(value).filter(([name]) => name !== key);
  const inner: [string, Json][] = rest.length > 0 ? [[key, withoutMember(value[key] as Json, rest)]] : [];
  return Object.fromEntries([...others, ...inner]);
}
