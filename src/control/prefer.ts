import { parsePreferences } from '../http/preferences.ts';
import { type JsonObject, setMember } from '../spec/json.ts';
import { FAULT_KINDS } from './fault.ts';

/** The preferences that say which answer a request wants; `wait` is RFC 7240's own, `code` and `example` are Prism's. */
const OURS = [...FAULT_KINDS, 'wait'] as const;
const NUMBERS: ReadonlySet<string> = new Set(['code', 'wait']);

/**
 * The fault that a Prefer header asks for, not checked yet; undefined when it has no word of ours: what others prefer
 * is ignored, as RFC 7240 (2) says.
 */
export function readPrefer(header: string): JsonObject | undefined {
  const preferences = parsePreferences(header);
  const fault: JsonObject = {};
  for (const word of OURS) {
    const text = preferences.get(word);
    if (text === undefined) continue;
    const isNumber = NUMBERS.has(word) && text !== '' && !Number.isNaN(Number(text));
    setMember(fault, word, isNumber ? Number(text) : text);
  }
  return Object.keys(fault).length === 0 ? undefined : fault;
}

/** In a document, Prism's two words together mean one example of one response: `code=404, example=lost`. */
export function asDocumentExample(fault: JsonObject): JsonObject {
  const { code, example, ...others } = fault;
  const isBoth = typeof code === 'number' && typeof example === 'string';
  return isBoth ? { ...others, example: `${code}/${example}` } : fault;
}

/** Whether a Prefer header asks for values that are made up where there is an example: `dynamic` is Prism's word, too. */
export function wantsDynamic(header: string): boolean {
  return parsePreferences(header).get('dynamic')?.toLowerCase() === 'true';
}
