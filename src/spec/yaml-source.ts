import { isMap, isPair, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { SpecError } from '../errors.ts';
import type { Json } from './json.ts';
import { parsePointer } from './json-pointer.ts';
import { TOO_DEEP } from './most-levels.ts';
import type { Source } from './source.ts';
import { checkYamlText } from './yaml-text.ts';
import { checkYamlTree } from './yaml-tree.ts';

/** The same for a text of YAML. */
export function parseYamlSource(file: string, text: string): Source {
  const lines = new LineCounter();
  const lineAt = (offset: number) => lines.linePos(offset).line;
  checkYamlText(file, text);
  try {
    // What is repeated is looked for below: the parser compares each key of an object with all others.
    const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false });
    const [error] = document.errors;
    if (error)
      throw new SpecError(`this is not YAML or JSON: ${error.message}`, { file, line: lineAt(error.pos[0]) });
    checkYamlTree(document, { file, lineAt });
    // All aliases were counted: none of the parser's own bounds, which refuse real documents.
    const value = document.toJS({ maxAliasCount: -1 }) as Json;
    const line = (pointer: string) =>
      lineAt(nodeAt(document.contents, parsePointer(pointer))?.range?.[0] ?? 0);
    return { file, value, texts: [text], at: (pointer) => ({ file, line: line(pointer), pointer }) };
  } catch (cause) {
    if (cause instanceof SpecError) throw cause;
    const isDeep = cause instanceof RangeError;
    throw new SpecError(
      isDeep ? TOO_DEEP : `this cannot be read: ${(cause as Error).message}`,
      { file },
      { cause },
    );
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
