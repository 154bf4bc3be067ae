/** The text of a number as a document or an answer wrote it; undefined when JavaScript rounded it and nobody knows. */
export type ExactText = (value: number) => string | undefined;

/** Long integers in a text of YAML or JSON: JavaScript reads several of them as the same number. */
const LONG_INTEGER = /(?<![\w.+-])[+-]?\d{16,}(?![\w.])/g;

/**
 * Remembers how texts write the integers that JavaScript rounds, by the number that it makes of them: references,
 * overlays and upgrades move values about, so that nothing else is left of where one stood. Two texts of one number
 * cannot be told apart, and then neither is used.
 */
export function createExactText(texts: readonly string[]): ExactText {
  let found: ReadonlyMap<number, string | undefined> | undefined;
  return (value) => {
    if (!isRounded(value)) return toPlainText(value);
    found ??= roundedIn(texts);
    return found.get(value);
  };
}

function roundedIn(texts: readonly string[]): Map<number, string | undefined> {
  const found = new Map<number, string | undefined>();
  for (const text of texts)
    for (const [digits] of text.matchAll(LONG_INTEGER)) {
      const [value, exact] = [Number(digits), String(BigInt(digits.replace(/^\+/, '')))];
      if (isRounded(value))
        found.set(value, found.has(value) && found.get(value) !== exact ? undefined : exact);
    }
  return found;
}

/** Whether a number may be another one than was written. */
export function isRounded(value: number): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value);
}

/** A number in plain digits: servers that take 1e-7 or 1e21 in a URL are few. */
export function toPlainText(value: number): string {
  const text = String(value);
  const [, sign = '', whole = '', fraction = '', power] =
    /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? [];
  if (power === undefined) return text;
  const [digits, point] = [whole + fraction, whole.length + Number(power)];
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return point >= digits.length
    ? sign + digits.padEnd(point, '0')
    : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
