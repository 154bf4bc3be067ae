/**
 * The preferences of a Prefer header (RFC 7240), by name in lower case; of one that comes twice the first counts. Parameters
 * of a preference are left out, and so is what cannot be read: a preference is only a wish.
 */
export function parsePreferences(header: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', quoted, plain = ''] of header.slice(0, LONGEST).matchAll(PREFERENCE)) {
    const key = name.toLowerCase();
    if (!found.has(key)) found.set(key, quoted === undefined ? plain : quoted.replaceAll(/\\(.)/g, '$1'));
  }
  return found;
}

const LONGEST = 4096;
/** A name, perhaps a value; then parameters up to the comma, of which texts in quotes may have one, too. */
const PREFERENCE =
  /(?:^|,)\s*([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",;]*)))?(?:\s*;(?:[^",]|"(?:[^"\\]|\\.)*")*)?\s*(?=,|$)/g;
