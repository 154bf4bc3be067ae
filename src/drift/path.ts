import { type Json, member } from '../spec/json.ts';
import { parsePointer } from '../spec/json-pointer.ts';

/** The JSONPath for a JSON pointer: `$.paths['/v1/notes'].get`. */
export function toJsonPath(document: Json, pointer: string): string {
  let value: Json | undefined = document;
  let path = '$';
  for (const part of parsePointer(pointer)) {
    if (Array.isArray(value)) path += `[${part}]`;
    else path += /^[A-Za-z_]\w*$/.test(part) ? `.${part}` : `[${quoted(part)}]`;
    value = member(value, part);
  }
  return path;
}

/** The JSONPath of the items of a list that equal a text. */
export function toItemPath(document: Json, pointer: string, item: string): string {
  return `${toJsonPath(document, pointer)}[?@ == ${quoted(item)}]`;
}

function quoted(text: string): string {
  const escaped = text
    .replaceAll(/['\\]/g, String.raw`\$&`)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: JSONPath takes them escaped only
    .replaceAll(/[\u0000-\u001f]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `'${escaped}'`;
}
