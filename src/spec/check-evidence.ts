import { type Extension, extensionsOf } from './extensions.ts';
import { isObject, type Json, type JsonObject, member } from './json.ts';
import { parsePointer, toPointer, valueAt } from './json-pointer.ts';
import type { Problems } from './problems.ts';
import type { Source } from './source.ts';

/** Statements that a node makes by being there, or by what it leaves out. */
const UNWRITTEN = [
  'required',
  'status',
  'type',
  'body',
  'additionalProperties',
  'responses',
  'security',
  'ends',
  'any',
  'empty',
];

/**
 * Holds each map of grades against its node: a name that is no statement there would leave the real one documented.
 * What an overlay took away was said by the document `before` it, and may keep its grade.
 */
export function checkEvidence(
  document: Json,
  before: Json,
  extensions: readonly Extension[],
  source: Source,
  problems: Problems,
): void {
  const wasSaid = (at: string, name: string) => {
    const node = valueAt(before, at);
    return isObject(node) && isStatement(node, name);
  };
  for (const { value, path } of extensionsOf('x-confab', extensions)) {
    for (const { node, of, at } of nodesOf(document, value, path)) {
      const grades = valueAt(document, at);
      const wrong = Object.keys(isObject(grades) ? grades : {}).find(
        (name) => !isStatement(node, name) && !wasSaid(of, name),
      );
      if (wrong === undefined) continue;
      const names = Object.keys(node).filter((name) => name !== 'evidence');
      problems.refuse(
        `x-confab/evidence grades ${wrong}, which is not said here; said: ${names.join(', ')}`,
        {
          ...source.at(`${at}${toPointer([wrong])}`),
          pointer: at,
        },
      );
    }
  }
}

/** The node that an `x-confab` stands in, and the blocks in it, each with where its evidence stands. */
function nodesOf(
  document: Json,
  hints: Json,
  path: readonly string[],
): { readonly node: JsonObject; readonly of: string; readonly at: string }[] {
  const at = toPointer(path);
  const blocks = [
    ...['paging', 'order'].map((name) => `/${name}`),
    ...['filters', 'failures'].flatMap((name) =>
      Object.entries(Object(member(hints, name))).flatMap(([key, block]) =>
        // A field may have several filters.
        Array.isArray(block)
          ? block.map((_, index) => toPointer([name, key, index]))
          : toPointer([name, key]),
      ),
    ),
  ];
  const owner = toPointer(path.slice(0, -1));
  const node = valueAt(document, owner);
  return [
    ...(isObject(node) ? [{ node, of: owner, at: `${at}/evidence` }] : []),
    ...blocks.flatMap((block) => {
      const found = valueAt(hints, block);
      return isObject(found) ? [{ node: found, of: `${at}${block}`, at: `${at}${block}/evidence` }] : [];
    }),
  ];
}

function isStatement(node: JsonObject, name: string): boolean {
  const [first = '', second = ''] = parsePointer(`/${name}`);
  if (first === 'x-confab') return member(node[first], second) !== undefined;
  // One of several types, one value of a list.
  if (second !== '' && (first === 'type' || first === 'enum'))
    return [node[first]].flat().map(String).includes(second);
  return node[first] !== undefined || UNWRITTEN.includes(first);
}
