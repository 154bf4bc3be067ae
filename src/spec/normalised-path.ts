import { percentEncoded } from '../text/percent-encoded.ts';

/**
 * A path as servers compare it (RFC 3986, 6.2.2): what need not be encoded is not, the rest in capitals, and segments of
 * dots are gone.
 */
export function normalisedPath(path: string): string {
  if (!path.includes('%') && !path.includes('/.')) return path;
  const plain = path.replaceAll(ENCODED, (whole, code: string) => {
    const sign = String.fromCharCode(Number.parseInt(code, 16));
    return /[\w.~-]/.test(sign) ? sign : whole.toUpperCase();
  });
  return plain.includes('/.') ? withoutDots(plain) : plain;
}

/** The text of a template outside of its parameters, encoded where a URL must be. */
export function normalisedLiteral(text: string): string {
  const encoded = text.replaceAll(/(%[\da-f]{2})|[^\w!$&'()*+,./:;=@~-]+/gi, (whole, code?: string) =>
    code === undefined ? percentEncoded(whole) : whole,
  );
  return normalisedPath(encoded);
}

/**
 * What servers may take a path for that nothing fits: several slashes in a row as one, as nginx and Express's clients
 * have it, and signs that a client encoded although it need not.
 */
export function looserPaths(path: string): string[] {
  const normal = normalisedPath(path);
  const merged = normal.replaceAll(/\/{2,}/g, '/');
  const decoded = (text: string) => text.replaceAll(SIGNS, decodeURIComponent);
  return [...new Set([merged, decoded(normal), decoded(merged)])].filter((one) => one !== normal);
}

const ENCODED = /%([\da-f]{2})/gi;
/** They mean nothing within a segment of a path. */
const SIGNS = /%(?:2[146789ABC]|3[ABD]|40)/gi;

function withoutDots(path: string): string {
  const kept: string[] = [];
  const segments = path.split('/');
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    if (segment === '..' && kept.length > 1) kept.pop();
    if (segment !== '.' && segment !== '..') kept.push(segment);
    else if (isLast) kept.push('');
  }
  return kept.join('/');
}
