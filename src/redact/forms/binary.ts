/** Text of ASCII in UTF-16 among other bytes, in either order of bytes. */
const WIDE = /\0?(?:[\x20-\x7e]\0){5,8192}[\x20-\x7e]?/g;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what no text has.
const CONTROLS = /[\x00-\x08\x0e-\x1a\x1c-\x1f]/;

/** Whether bytes, one character each, may be text in a charset that has the letters and digits of ASCII. */
export function isAscii(latin1: string): boolean {
  return !CONTROLS.test(latin1);
}

/** Maps what a plain search would see in bytes that are no text: one character each, and as UTF-16. */
export function mapBinary(latin1: string, map: (text: string) => string): string {
  return mapWide(map(latin1), map);
}

/** Maps each run of ASCII in UTF-16. */
export function mapWide(text: string, map: (text: string) => string): string {
  return text.replaceAll(WIDE, (run) => {
    const narrow = run.replaceAll('\0', '');
    const mapped = map(narrow);
    if (mapped === narrow) return run;
    return `${run.startsWith('\0') ? '\0' : ''}${[...mapped].join('\0')}${run.endsWith('\0') ? '\0' : ''}`;
  });
}
