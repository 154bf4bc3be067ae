/** How a line of YAML, of an INI or env file, of a list of properties or of headers gives a value to a name. */
const LINE =
  /^(\uFEFF?[ \t]{0,64}(?:- {1,4}|export |set |ENV |\$env:)?)(["']?)([\w$.@/-][\w$.@/ -]{0,63}?)\2([ \t]{0,16}(?::=|=>|[:=])[ \t]{0,16})(.*)$/i;
const COMMENT = /^\s*(?:[#;].*|\/\/.*|\[[^\]]{0,100}\]|---|\.\.\.|- ?|\{|\})?\s*$/;
/** The value follows in the next lines, which are further in. */
const BLOCK = /^[|>][+-]?\d?$/;

/** Whether nearly all lines of a text give a value to a name: then each value is one, also of several words. */
function isList(lines: readonly string[]): boolean {
  let [pairs, others, inner] = [0, 0, 0];
  for (const line of lines) {
    if (COMMENT.test(line)) continue;
    if (LINE.test(line)) pairs += 1;
    else if (/^[ \t]/.test(line)) inner += 1;
    else others += 1;
  }
  return pairs >= 2 && others === 0 && (inner === 0 || pairs > 0);
}

/** Maps the values of a text that is a list of names with values; other texts stay as they are. */
export function mapLines(text: string, map: (value: string, name: string) => string): string {
  if (!text.includes('\n')) return text;
  const lines = text.split(/(\r?\n)/);
  if (!isList(lines.filter((_, at) => at % 2 === 0))) return text;
  let block: { readonly name: string; readonly indent: number } | undefined;
  for (let at = 0; at < lines.length; at += 2) {
    const line = lines[at] as string;
    const indent = line.length - line.trimStart().length;
    if (block && (line.trim() === '' || indent > block.indent)) {
      lines[at] = line.slice(0, indent) + mapped(line.slice(indent), block.name);
      continue;
    }
    block = undefined;
    const [, before = '', quote = '', name, sign = '', rest = ''] = LINE.exec(line) ?? [];
    if (name === undefined) continue;
    if (BLOCK.test(rest.trim())) block = { name, indent };
    else lines[at] = `${before}${quote}${name}${quote}${sign}${mappedRest(rest, name)}`;
  }
  return lines.join('');

  function mapped(value: string, name: string): string {
    const end = value.trimEnd();
    return end === '' ? value : map(end, name) + value.slice(end.length);
  }
  /** Without its quotes, and without a comment behind it. */
  function mappedRest(rest: string, name: string): string {
    const [, quote, quoted = '', after = ''] = /^(["'])(.*)\1(.*)$/.exec(rest) ?? [];
    if (quote !== undefined) return quote + map(quoted, name) + quote + after;
    const comment = rest.search(/\s[#;]/);
    return comment < 0 ? mapped(rest, name) : mapped(rest.slice(0, comment), name) + rest.slice(comment);
  }
}
