import { decodeUri } from '../text/decode-uri.ts';
import { percentEncoded } from '../text/percent-encoded.ts';
import { member } from './json.ts';
import type { ParameterPlace } from './serialisation.ts';

/** The texts that stand at one place of a request, by name. */
export interface TextPairs {
  /** The first text of a name, decoded. */
  get(name: string): string | undefined;
  /** All texts of a name, decoded. */
  all(name: string): readonly string[];
  /** The same, as they were sent: an encoded comma is part of an item. */
  encoded(name: string): readonly string[];
  entries(): Iterable<readonly [name: string, texts: readonly string[]]>;
}

/** Where the parameters of a request stand. */
export type RequestTexts = Readonly<Record<ParameterPlace, TextPairs>>;

export const NO_PAIRS: TextPairs = {
  get: () => undefined,
  all: () => [],
  encoded: () => [],
  entries: () => [],
};

/** A longer form is sorted by name before it is searched: whoever sends it says how many names it has. */
const SHORT_FORM = 4096;

/** A query, or a form in a body. */
export function formPairs(text: string): TextPairs {
  if (text === '') return NO_PAIRS;
  // URLSearchParams would take a leading question mark of the query itself for the URL's.
  const decoded = new URLSearchParams(text.startsWith('?') ? `&${text}` : text);
  const sorted = () => toPairs(decoded, () => text.split('&').map(encodedPair));
  return text.length > SHORT_FORM ? sorted() : new ShortForm(decoded, sorted);
}

/** Few of its names are asked for, each once. */
class ShortForm implements TextPairs {
  readonly #decoded: URLSearchParams;
  readonly #toSorted: () => TextPairs;
  #sorted: TextPairs | undefined;

  constructor(decoded: URLSearchParams, toSorted: () => TextPairs) {
    this.#decoded = decoded;
    this.#toSorted = toSorted;
  }

  get(name: string): string | undefined {
    return this.#decoded.get(name) ?? undefined;
  }

  all(name: string): readonly string[] {
    return this.#decoded.getAll(name);
  }

  encoded(name: string): readonly string[] {
    this.#sorted ??= this.#toSorted();
    return this.#sorted.encoded(name);
  }

  entries(): Iterable<readonly [name: string, texts: readonly string[]]> {
    this.#sorted ??= this.#toSorted();
    return this.#sorted.entries();
  }
}

function encodedPair(pair: string): TextPair {
  const [name, value] = halves(pair);
  return [formDecoded(name), value.replaceAll('+', '%20')];
}

/** The parts of a multipart form. */
export function partPairs(parts: readonly { readonly name: string; readonly text: string }[]): TextPairs {
  const pairs = parts.map(({ name, text }): TextPair => [name, text]);
  // A part is not encoded.
  return toPairs(pairs, () => pairs.map(([name, text]) => [name, percentEncoded(text)]));
}

/** A Cookie header. A value may stand in quotes (RFC 6265, 4.1.1). */
export function cookiePairs(header: string | undefined): TextPairs {
  if (!header) return NO_PAIRS;
  const pairs = header.split(';').map((pair) => {
    const [name, value] = halves(pair);
    return [name.trim(), value.trim().replace(/^"(.*)"$/, '$1')] as const;
  });
  return toPairs(
    pairs.map(([name, value]) => [name, decodeUri(value)] as const),
    () => pairs,
  );
}

type TextPair = readonly [name: string, text: string];

function toPairs(decoded: Iterable<TextPair>, toEncoded: () => Iterable<TextPair>): TextPairs {
  const texts = byName(decoded);
  let encoded: ReadonlyMap<string, readonly string[]> | undefined;
  return {
    get: (name) => texts.get(name)?.[0],
    all: (name) => texts.get(name) ?? [],
    encoded(name) {
      encoded ??= byName(toEncoded());
      return encoded.get(name) ?? [];
    },
    entries: () => texts,
  };
}

function byName(pairs: Iterable<TextPair>): Map<string, string[]> {
  const made = new Map<string, string[]>();
  for (const [name, text] of pairs) {
    const known = made.get(name);
    if (known) known.push(text);
    else made.set(name, [text]);
  }
  return made;
}

function halves(pair: string): TextPair {
  const at = pair.indexOf('=');
  return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
}

/** The parameters of a path, as they stand in it. */
export function pathPairs(path: Readonly<Record<string, string>>): TextPairs {
  return ofOne((name) => member(path, name) as string | undefined, decodeUri);
}

/** Headers, which have no encoding of their own; several of one name are one, with commas. */
export function headerPairs(get: (name: string) => string | undefined): TextPairs {
  return ofOne(get, (text) => text);
}

function ofOne(get: (name: string) => string | undefined, decode: (text: string) => string): TextPairs {
  const encoded = (name: string) => {
    const text = get(name);
    return text === undefined ? [] : [text];
  };
  return {
    get(name) {
      const text = get(name);
      return text === undefined ? undefined : decode(text);
    },
    all: (name) => encoded(name).map(decode),
    encoded,
    entries: () => [],
  };
}

function formDecoded(text: string): string {
  return text.includes('%') || text.includes('+') ? decodeUri(text.replaceAll('+', ' ')) : text;
}
