import { isMap, isPair, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { SpecError } from '../errors.ts';
import type { Json } from './json.ts';
import { parsePointer } from './json-pointer.ts';
import type { Source } from './source.ts';

/** Parses YAML 1.2 (JSON is part of it). Throws a SpecError with the line for a syntax error or a repeated key. */
export function parseSource(file: string, text: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const error = document.errors[0];
  if (error) {
    throw new SpecError(`this is not YAML or JSON: ${error.message}`, {
      file,
      line: lines.linePos(error.pos[0]).line,
    });
  }
  const value = toJson(document, file);
  const line = (pointer: string) =>
    lines.linePos(nodeAt(document.contents, parsePointer(pointer))?.range?.[0] ?? 0).line;
  return { file, value, texts: [text], at: (pointer) => ({ file, line: line(pointer), pointer }) };
}

function toJson(document: ReturnType<typeof parseDocument>, file: string): Json {
  try {
    // maxAliasCount bounds the "billion laughs" of nested YAML aliases.
    return document.toJS({ maxAliasCount: 100 }) as Json;
  } catch (cause) {
    throw new SpecError(`this cannot be read: ${(cause as Error).message}`, { file }, { cause });
  }
}

/** The node at a path, or its nearest ancestor; of a map's entry the key, which is where a reader looks. */
function nodeAt(root: Node | null, parts: readonly string[]): Node | undefined {
  let value: Node | undefined = root ?? undefined;
  let shown = value;
  for (const part of parts) {
    let next: Node | undefined;
    if (isSeq(value)) {
      next = value.items[Number(part)] as Node | undefined;
      shown = next ?? shown;
    } else if (isMap(value)) {
      const pair = value.items.find((item) => isPair(item) && String(item.key) === part);
      next = pair?.value as Node | undefined;
      shown = (pair?.key as Node | undefined) ?? shown;
    }
    if (!next) break;
    value = next;
  }
  return shown;
}
