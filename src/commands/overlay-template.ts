import { stringify } from 'yaml';
import { toJsonPath } from '../drift/path.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import { isObject } from '../spec/json.ts';
import { fromReference } from '../spec/json-pointer.ts';
import type { RecognisedList } from '../spec/recognise/recognition.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { excerpt } from '../text/excerpt.ts';
import { plural } from '../text/plural.ts';

interface OverlayTemplate {
  readonly spec: Spec;
  /** The document, as the overlay's folder finds it. */
  readonly document: string;
  /** The command that serves both. */
  readonly command: string;
}

/** Where a document keeps what it brought in from other files: an overlay cannot reach it. */
const ELSEWHERE = /^\/components\/x-referenced\//;

/** An overlay that says what was recognised in a document, with a comment on what could not be known. */
export function toOverlayTemplate({ spec, document, command }: OverlayTemplate): string {
  const { hints, lists } = spec.recognised;
  const named = collectionsOf(hints.get(''));
  const kept = Object.entries(named).filter(([, at]) => !ELSEWHERE.test(fromReference(at)));
  const isWritable = ({ collection, pointer }: RecognisedList) =>
    kept.some(([name]) => name === collection) && !ELSEWHERE.test(pointer);
  const written = lists.filter(isWritable);
  const operations = new Map(spec.operations.map((operation) => [operation.pointer, operation]));
  const blocks = written.flatMap(({ pointer, operation, says }) => {
    const comments = [`${operation}: ${says}.`, ...unknownOf(operations.get(pointer))];
    return action(spec, pointer, hints.get(pointer), comments);
  });
  const pointers = new Set(['', ...lists.map(({ pointer }) => pointer)]);
  const fields = [...hints].filter(([pointer]) => !pointers.has(pointer) && !ELSEWHERE.test(pointer));
  const parts = [
    header(spec, document, command, written.length),
    ...lists
      .filter((one) => !isWritable(one))
      .map(({ operation, says }) =>
        comment(`${operation}: ${says}. It is described in another file: say it there.`),
      ),
    'actions:\n',
    action(spec, '', top(Object.fromEntries(kept)), TOP),
    ...(blocks.length > 0 ? [section('Lists, and single rows of them'), ...blocks] : []),
    ...(fields.length > 0 ? [section('Ids, times and links')] : []),
    ...fields.map(([pointer, hint]) => action(spec, pointer, hint, [])),
  ];
  return parts.join('');
}

const TOP = [
  'The collections of rows: a name, and the schema of one row.',
  'Not known: which answer each failure gets. A word `failures` here says it, by cause, such as:',
  "  failures: { not-found: { response: '404', example: <name of an example of that response> } }",
];

/** Nothing of a document is a list: the overlay says so, and can be written on. */
function top(collections: JsonObject): JsonObject {
  return { 'x-confab': Object.keys(collections).length > 0 ? { collections } : {} };
}

function header({ document }: Spec, file: string, command: string, operations: number): string {
  const { title } = isObject(document.info) ? document.info : {};
  const info = {
    title: `What ${excerpt(String(title ?? 'the document'))} does not say of its lists`,
    version: '1',
  };
  return [
    comment(
      'What the document does not say of its rows, in the words of x-confab; docs/authoring.md tells them all.',
    ),
    comment(
      operations > 0
        ? `${plural(operations, 'operation')} recognised by names: read each, and correct it. Delete what is no list.`
        : 'Nothing was recognised as a list: see docs/authoring.md for what makes one.',
    ),
    comment(
      'What you know from the vendor, call `documented`, or take its `evidence` away, which means the same.',
    ),
    comment(`Try it: ${command}`),
    stringify({ overlay: '1.0.0', info, extends: file }),
  ].join('');
}

function section(title: string): string {
  return `\n  # --- ${title} ---\n`;
}

function action(
  spec: Spec,
  pointer: string,
  update: JsonObject | undefined,
  comments: readonly string[],
): string {
  if (!update) return '';
  const lines = stringify([{ target: toJsonPath(spec.document, pointer), update }], { lineWidth: 0 });
  const text = lines
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
  return `${comments.map((one) => `  ${comment(one)}`).join('')}${text}\n`;
}

/** What nobody can tell by names. */
function unknownOf(operation: Operation | undefined): string[] {
  const { list } = operation ?? {};
  if (!operation || !list) return [];
  if (list.shows === 'one')
    return [
      'An id that no row has is answered all the same, as its filter is only assumed; call it documented, and it is refused.',
    ];
  const unread = operation.fields.filter(
    ({ in: place, paging, filter, order }) => place === 'query' && !paging && !filter && !order,
  );
  const size = operation.fields.find(({ paging }) => paging === 'size');
  return [
    ...(list.order ? [] : ['Not known: its order (word `order`); the newest row comes first.']),
    ...(unread.length > 0
      ? [
          `Not known: what ${unread.map(({ label }) => label).join(', ')} may filter or order by (\`filters\`, \`order\`).`,
        ]
      : []),
    ...(size && size.schema.default === undefined
      ? [`Not known: how many rows come without ${size.label}.`]
      : []),
  ];
}

function collectionsOf(hint: JsonObject | undefined): Record<string, string> {
  const hints: Json | undefined = hint?.['x-confab'];
  const named = isObject(hints) && isObject(hints.collections) ? hints.collections : {};
  return named as Record<string, string>;
}

/** A text that may hold the document's own words stays a comment, on one line. */
function comment(text: string): string {
  return `# ${text.replaceAll(/\s+/g, (blank) => (/[\r\n\u2028\u2029]/.test(blank) ? ' ' : blank))}\n`;
}
