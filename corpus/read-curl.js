/**
 * The request that a printed curl command makes, read as a shell and curl would read it: whatever is not understood
 * throws, so that a command in a new form is not taken for one that works.
 */
export function readCurl(command) {
  const [program, ...words] = shellWords(command);
  if (program !== 'curl') throw new Error(`no curl command: ${program}`);
  const headers = [];
  const data = [];
  const form = [];
  let method;
  let url;
  let user;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    const value = () => {
      at += 1;
      if (words[at] === undefined) throw new Error(`${word} without a value`);
      return words[at];
    };
    if (word === '-X') method = value();
    else if (word === '-I') method = 'HEAD';
    else if (word === '-H') headers.push(toHeader(value()));
    else if (word === '-b') headers.push(['Cookie', value()]);
    else if (word === '-u') user = value();
    else if (word === '-d' || word === '--data-raw' || word === '--data-binary') data.push([word, value()]);
    else if (word === '--data-urlencode') {
      const [name, text] = splitOnce(value(), '=');
      data.push([word, `${name}=${encodeURIComponent(text)}`]);
    } else if (word === '-F') form.push(toPart(...splitOnce(value(), '=')));
    else if (word === '--form-string') form.push(splitOnce(value(), '='));
    else if (word === '-g' || word === '--globoff' || word === '--path-as-is') continue;
    else if (word.startsWith('-')) throw new Error(`an option that is not understood: ${word}`);
    else if (url !== undefined) throw new Error(`a second address: ${word}`);
    else url = word;
  }
  if (user !== undefined) headers.push(['Authorization', `Basic ${btoa(user)}`]);
  // As curl does: with -d, `@` names a file.
  for (const [option, text] of data)
    if (option === '-d' && text.startsWith('@')) throw new Error(`-d reads a file: ${text}`);
  const has = (name) => headers.some(([one]) => one.toLowerCase() === name);
  let body = data.length > 0 ? data.map(([, text]) => text).join('&') : undefined;
  if (body !== undefined && !has('content-type'))
    headers.push(['Content-Type', 'application/x-www-form-urlencoded']);
  if (form.length > 0) body = toForm(form);
  return {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    url,
    headers: headers.map(([name, text]) => [name.trim(), text.trim()]),
    body,
  };
}

/** `Name;` is a header without a value, and `Name:` is none at all. */
function toHeader(line) {
  if (line.endsWith(';') && !line.includes(':')) return [line.slice(0, -1), ''];
  const [name, text] = splitOnce(line, ':');
  if (text.trim() === '') throw new Error(`a header that curl leaves out: ${line}`);
  return [name, text];
}

function toForm(parts) {
  const form = new FormData();
  for (const [name, value, file] of parts) {
    if (file === undefined) form.append(name, value);
    else form.append(name, value, file);
  }
  return form;
}

/** A part as -F takes it: `@file` or a text, which may be quoted, and what is said of it behind semicolons. */
function toPart(name, text) {
  const quoted = /^"((?:[^"\\]|\\.)*)"(.*)$/s.exec(text);
  const plain = /^([^;]*)(.*)$/s.exec(text);
  const [, value, more] = quoted ?? plain;
  const said = (word) => new RegExp(`;${word}=([^;]*)`).exec(more)?.[1];
  const type = said('type');
  if (quoted === null && value.startsWith('@')) {
    if (value !== '@/dev/null') throw new Error(`a file that not every machine has: ${value}`);
    return [name, new Blob([], { type: type ?? 'application/octet-stream' }), said('filename') ?? 'null'];
  }
  if (said('filename') !== undefined) throw new Error(`curl takes a file name only of a file: ${text}`);
  const content = quoted ? value.replaceAll(/\\(.)/g, '$1') : value;
  return type === undefined ? [name, content] : [name, new Blob([content], { type })];
}

/** The words of a POSIX shell, as far as quotes and escaped line breaks go. */
function shellWords(text) {
  const words = [];
  let word;
  for (let at = 0; at < text.length; at += 1) {
    const one = text[at];
    if (one === "'") {
      const end = text.indexOf("'", at + 1);
      if (end < 0) throw new Error('a quote that does not end');
      word = (word ?? '') + text.slice(at + 1, end);
      at = end;
    } else if (one === '\\') {
      at += 1;
      if (text[at] !== '\n') word = (word ?? '') + text[at];
    } else if (/\s/.test(one)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (/[\w./:=@%+,~-]/.test(one)) word = (word ?? '') + one;
    else throw new Error(`a character that a shell may read otherwise: ${one}`);
  }
  return word === undefined ? words : [...words, word];
}

function splitOnce(text, separator) {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
