/**
 * What can be written behind a credential to change what its requests get: `-rate-limited` and `-expired` are refused
 * for that cause, `-empty` sees no rows, `-million` sees a million of them.
 */
export const MAGIC = ['rate-limited', 'expired', 'empty', 'million'] as const;

export type Magic = (typeof MAGIC)[number];

/** What a credential says besides who asks: `<known credential>[~<scope>][-<magic>]`. */
export interface Marks {
  /** The name of the scope that its requests are in; whether there is one is not known here. */
  readonly scope?: string | undefined;
  readonly magic?: Magic | undefined;
}

interface Marked extends Marks {
  /** The credential without them. */
  readonly plain: string;
}

/**
 * Reads the marks of a credential. What is known as it stands has none. A scope is only read behind what is known, as
 * keys of real vendors may contain a tilde.
 */
export function readMarks(text: string, isKnown: (plain: string) => boolean): Marked {
  if (isKnown(text)) return { plain: text };
  const marked = splitMagic(text);
  const at = marked.plain.lastIndexOf(SIGN);
  if (at < 0) return marked;
  const [plain, written] = [marked.plain.slice(0, at), marked.plain.slice(at + 1)];
  return WRITTEN.test(written) && isKnown(plain) ? { ...marked, plain, scope: unescaped(written) } : marked;
}

export function splitMagic(text: string): Marked {
  const magic = MAGIC.find((one) => text.endsWith(`-${one}`) && text.length > one.length + 1);
  return magic === undefined ? { plain: text } : { plain: text.slice(0, -magic.length - 1), magic };
}

/** A credential, or the id of a pair, with the name of a scope behind it. */
export function withScopeMark(plain: string, scope: string): string {
  return `${plain}${SIGN}${escaped(scope)}`;
}

/** The sign that also stands before a scope's name in a path. It may stand in a token (RFC 9110, 11.2) and in a URL. */
const SIGN = '~';
const WRITTEN = /^(?:[\w-]|%2[DE])+$/i;

/** A dot would part a key in two; a name that ends like a magic word would be taken for one. */
function escaped(scope: string): string {
  const name = scope.replaceAll('.', '%2E');
  const { magic } = splitMagic(name);
  return magic === undefined ? name : `${name.slice(0, -magic.length - 1)}%2D${magic}`;
}

function unescaped(written: string): string {
  return written.replaceAll(/%2E/gi, '.').replaceAll(/%2D/gi, '-');
}
