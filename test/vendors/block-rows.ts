import { isObject, type Json, type JsonObject, member } from '../../src/spec/json.ts';
import { valueAt } from '../../src/spec/json-pointer.ts';
import { childOf, childrenOf, type Node, type Row, saidInBlock } from './row.ts';
import { code } from './statement-words.ts';

/** What `x-confab` says of an operation's rows, pages, order and filters, a word a row. */
export function blockRows(words: JsonObject): Row[] {
  const { paging, order, filters } = words;
  return [
    ...(isObject(paging) ? rowsOf('paging', paging, PAGING) : []),
    ...(isObject(order) ? rowsOf('order', order, {}) : []),
    ...Object.entries(isObject(filters) ? filters : {}).flatMap(([field, block]) =>
      rowsOf(`filter ${field}`, block as JsonObject, {}),
    ),
  ];
}

/** What the words of paging mean, for people. */
const PAGING: Readonly<Record<string, string>> = {
  page: 'The page number, from 1.',
  size: 'Rows on a page.',
  count: 'How many rows this page has.',
  next: 'Whether rows follow this page, or what leads to them.',
  previous: 'Whether rows stand before this page, or what leads to them.',
  cursor: 'What a token is.',
  skip: 'How many rows stand before the page.',
  end: 'What stands for no token.',
  window: 'Only the first so many rows are ever listed.',
  total: 'All rows that match.',
  pages: 'The number of the last page.',
  empty: 'What stands there when no row matches at all.',
  pastEnd: 'What stands there on a page behind the last one.',
};

function rowsOf(name: string, block: JsonObject, meanings: Readonly<Record<string, string>>): Row[] {
  return Object.entries(block)
    .filter(([word]) => word !== 'evidence')
    .map(([word, value]) => ({
      name: `${name}: ${word}`,
      about: meanings[word] ?? '',
      says: sayings(block, word, value),
    }));
}

/** Each place of a word where the places have grades of their own, else all of them together. */
function sayings(block: JsonObject, word: string, value: Json) {
  const apart = Object.keys(isObject(block.evidence) ? block.evidence : {}).some((key) =>
    key.startsWith(`${word}/`),
  );
  if (!apart || !Array.isArray(value)) return [saidInBlock(block, word, words(value))];
  return value.map((one, index) => saidInBlock(block, `${word}/${index}`, words(one)));
}

function words(value: Json): string {
  if (Array.isArray(value)) return value.map(words).join(', ');
  if (isObject(value))
    return Object.entries(value)
      .map(([name, one]) => `${name} ${words(one)}`)
      .join(', ');
  return code(value);
}

/** The causes of failure: those of the document where the operation answers with rows, its own, its parameters'. */
export function failureRows(document: JsonObject, operation: Node): Row[] {
  const hasRows = member(member(operation.value, 'x-confab'), 'items') !== undefined;
  const shared = hasRows ? failuresIn(document, document, operation, '') : [];
  const own = failuresIn(operation.value, document, operation, '');
  const ofParameters = childrenOf(document, operation, 'parameters').flatMap(([, { value }]) =>
    failuresIn(value, document, operation, ` of ${member(value, 'name')}`),
  );
  const later = new Set([...own, ...ofParameters].map(({ name }) => name));
  return [...shared.filter(({ name }) => !later.has(name)), ...own, ...ofParameters];
}

function failuresIn(holder: JsonObject, document: JsonObject, operation: Node, suffix: string): Row[] {
  const causes = member(member(holder, 'x-confab'), 'failures');
  return Object.entries(isObject(causes) ? causes : {}).map(([cause, block]) => {
    const { response, example } = block as Record<string, Json>;
    const shown = exampleOf(document, operation, String(response), String(example));
    const answer = shown === undefined ? `the example ${example}` : code(shown);
    return {
      name: cause + suffix,
      about: '',
      says: [
        saidInBlock(block as JsonObject, 'response', `status ${response}`),
        saidInBlock(block as JsonObject, 'example', answer),
      ],
    };
  });
}

function exampleOf(document: JsonObject, operation: Node, response: string, name: string): Json | undefined {
  const node = childOf(document, operation, 'responses', response);
  const found = childrenOf(document, node, 'content')
    .flatMap(([, media]) => childrenOf(document, media, 'examples'))
    .find(([key]) => key === name);
  return found && valueAt(found[1].value, '/value');
}
