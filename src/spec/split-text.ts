import { decodeUri } from '../text/decode-uri.ts';
import { delimiterOf, type ParameterPlace, type Serialisation } from './serialisation.ts';
import type { TextPairs } from './text-pairs.ts';

/** A parameter by what its texts depend on. */
export interface WrittenAs {
  readonly in: ParameterPlace | 'body';
  readonly name: string;
  readonly serialisation: Serialisation;
}

/** A member of an object, or of several, by its way down: `[['a', 'b'], '1']` is `a[b]=1`. */
export type SplitMember = readonly [path: readonly string[], text: string];

/** Deeper names of a deepObject are no members. */
const MOST_DEPTH = 20;

/** The one text that a parameter is; undefined when there is none, or not in the form of its style. */
export function oneText({ name, serialisation: { style } }: WrittenAs, pairs: TextPairs): string | undefined {
  const text = pairs.get(name);
  if (text === undefined || (style !== 'label' && style !== 'matrix')) return text;
  const prefix = style === 'label' ? '.' : `;${name}`;
  if (!text.startsWith(prefix)) return undefined;
  return style === 'label' ? text.slice(1) : text.slice(prefix.length).replace(/^=/, '');
}

/** Each way in which the texts may be meant as the items of a list: one, save where OpenAPI's versions disagree. */
export function splitList(of: WrittenAs, pairs: TextPairs): (readonly string[])[] {
  const { name, serialisation } = of;
  const { style, explode } = serialisation;
  if (isOnePairEach(of)) return some(pairs.all(name));
  const [text] = pairs.encoded(name);
  if (text === undefined) return [];
  if (style === 'matrix') {
    const parts = matrixParts(text, name);
    if (parts === undefined) return [];
    return [parts.flatMap((part) => (explode ? [decodeUri(part)] : splitAt(part, ',')))];
  }
  if (style === 'label') {
    if (!text.startsWith('.')) return [];
    const dots = text.slice(1).split('.').map(decodeUri);
    // OpenAPI 3.0 wrote a list with dots in either case, 3.1 with commas as RFC 6570 does.
    return explode ? [dots] : [splitAt(text.slice(1), ','), dots];
  }
  const delimiter = delimiterOf(serialisation);
  const texts = pairs.encoded(name).flatMap((one) => splitAt(one, delimiter));
  return [of.in === 'header' ? texts.map((one) => one.trim()) : texts];
}

/** Each way in which the texts may be meant as the members of an object. `names`: those that the schema knows. */
export function splitMembers(
  of: WrittenAs,
  pairs: TextPairs,
  isName: (name: string) => boolean,
): (readonly SplitMember[])[] {
  const { name, serialisation } = of;
  const { style, explode } = serialisation;
  if (style === 'deepObject') return some(deepMembers(pairs).get(name) ?? []);
  if (style === 'form' && explode)
    return some(
      [...pairs.entries()].flatMap(([own, texts]) =>
        isName(own) ? texts.map((text): SplitMember => [[own], text]) : [],
      ),
    );
  if (style === 'matrix' && explode) {
    const [text = ''] = pairs.encoded(name);
    return text.startsWith(';') ? [text.slice(1).split(';').map(toMember)] : [];
  }
  if (explode && (style === 'simple' || style === 'label')) {
    const [text] = pairs.encoded(name);
    if (text === undefined || (style === 'label' && !text.startsWith('.'))) return [];
    const parts = style === 'label' ? text.slice(1).split('.') : splitRaw(text, ',');
    return [parts.map(toMember)];
  }
  return splitList({ ...of, serialisation: { ...serialisation, explode: false } }, pairs).flatMap((texts) =>
    texts.length % 2 === 0 ? [alternate(texts)] : [],
  );
}

/** What stands in brackets behind a name, `filter[a][b]=1`, by that name. */
export function deepMembers(pairs: TextPairs): Map<string, SplitMember[]> {
  const found = new Map<string, SplitMember[]>();
  for (const [whole, texts] of pairs.entries()) {
    const at = whole.indexOf('[');
    if (at <= 0 || !whole.endsWith(']')) continue;
    const path = whole.slice(at + 1, -1).split('][');
    if (path.length > MOST_DEPTH) continue;
    const name = whole.slice(0, at);
    const known = found.get(name) ?? [];
    for (const text of texts) known.push([path, text]);
    found.set(name, known);
  }
  return found;
}

/** Whether each item of a list is a pair of its own. */
function isOnePairEach({ in: place, serialisation: { style, explode } }: WrittenAs): boolean {
  return explode && style !== 'simple' && style !== 'label' && style !== 'matrix' && place !== 'header';
}

/** `;p=1;p=2` → 1 and 2. */
function matrixParts(text: string, name: string): string[] | undefined {
  const parts = text.split(';').slice(1);
  const own = parts.filter((part) => part === name || part.startsWith(`${name}=`));
  return text.startsWith(';') && own.length === parts.length
    ? own.map((part) => part.slice(name.length + 1))
    : undefined;
}

/**
 * The decoded items of an encoded text. By RFC 6570 an encoded comma belongs to an item, but many clients encode a
 * whole value: where no comma stands as it is, the encoded ones count. Blanks and bars are only ever sent encoded.
 */
function splitAt(text: string, delimiter: string): string[] {
  return delimiter === ',' ? splitRaw(text, ',').map(decodeUri) : decodeUri(text).split(delimiter);
}

function splitRaw(text: string, delimiter: string): string[] {
  return text.includes(delimiter) ? text.split(delimiter) : decodeUri(text).split(delimiter);
}

function toMember(pair: string): SplitMember {
  const at = pair.indexOf('=');
  return at < 0 ? [[decodeUri(pair)], ''] : [[decodeUri(pair.slice(0, at))], decodeUri(pair.slice(at + 1))];
}

function alternate(texts: readonly string[]): SplitMember[] {
  return texts.flatMap((name, index): SplitMember[] =>
    index % 2 === 0 ? [[[name], texts[index + 1] as string]] : [],
  );
}

function some<T>(found: readonly T[]): (readonly T[])[] {
  return found.length === 0 ? [] : [found];
}
