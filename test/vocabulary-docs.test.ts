import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { builtinFile } from '../src/spec/builtin.ts';
import { isObject, type Json, type JsonObject } from '../src/spec/json.ts';

const FILE = new URL('../docs/x-confab.md', import.meta.url);

const { $defs } = JSON.parse(readFileSync(builtinFile('x-confab.schema.json'), 'utf8')) as {
  $defs: Record<string, JsonObject>;
};

/** The blocks of the vocabulary, in the order in which a reader meets them. */
const BLOCKS: readonly [title: string, definition: string, where: string][] = [
  ['The document', 'document', 'At the top of the document.'],
  ['An operation', 'operation', 'In an operation.'],
  ['paging', 'paging', 'In an operation’s `paging`.'],
  ['empty and pastEnd', 'withoutRows', 'In `paging.empty` and `paging.pastEnd`.'],
  ['order', 'order', 'In an operation’s `order`.'],
  ['filters', 'filter', 'In an operation’s `filters`, under the name of a field of the row.'],
  ['failures', 'failure', 'In `failures`, under the name of a cause.'],
  ['A field', 'value', 'In a parameter, a header, a schema or a property.'],
  ['A security scheme', 'securityScheme', 'In a security scheme.'],
  ['A response, media type, request body, server or link', 'node', 'In one of these.'],
];

/** `UPDATE_DOCS=1 npx vitest run test/vocabulary-docs` writes it. */
test('docs/x-confab.md is the vocabulary as its schema has it', () => {
  const written = toPage();
  if (process.env.UPDATE_DOCS) writeFileSync(FILE, written);
  expect(readFileSync(FILE, 'utf8')).toBe(written);
});

test('every definition with words of its own has its place on the page', () => {
  const withWords = Object.keys($defs).filter(
    (name) => isObject($defs[name]?.properties) && KINDS[name] === undefined,
  );
  expect(BLOCKS.map(([, definition]) => definition).sort()).toEqual(withWords.sort());
});

/** Words that mean here what JSON Schema means by them: an author knows them. */
const OF_JSON_SCHEMA = ['const', 'exclusiveMaximum', 'exclusiveMinimum', 'maximum', 'minimum', 'pattern'];

/** The most words that the vocabulary may have: who wants another has to make one of two. */
const BUDGET = { words: 36, within: 8 };

test('the vocabulary keeps its budget', () => {
  const { words, within, known } = counted();
  expect({ words: words.length, within: within.length }, [...words, ...within].join(', ')).toEqual(BUDGET);
  expect(known).toEqual(OF_JSON_SCHEMA);
});

/** Every word once, by where it stands: on this page, within one of these, or in JSON Schema. */
function counted(): Record<'words' | 'within' | 'known', string[]> {
  const all = namesIn($defs as JsonObject);
  const shown = new Set(BLOCKS.flatMap(([, one]) => Object.keys($defs[one]?.properties ?? {})));
  const own = all.filter((name) => !OF_JSON_SCHEMA.includes(name));
  return {
    words: own.filter((name) => shown.has(name)),
    within: own.filter((name) => !shown.has(name)),
    known: all.filter((name) => OF_JSON_SCHEMA.includes(name)),
  };
}

/** The names that a schema gives to properties, at any depth. */
function namesIn(schema: JsonObject): string[] {
  const names = new Set<string>();
  const walk = (node: Json | undefined, isMap: boolean): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (isMap) names.add(key);
      walk(value, !isMap && key === 'properties');
    }
  };
  walk(schema, false);
  return [...names].sort();
}

function inWords(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

function toPage(): string {
  const { words, within, known } = counted();
  return `# The vocabulary: x-confab

It has ${words.length} words. Within the two of them \`credential\` and \`cursor\` stand ${within.length} more: ${inWords(within)}.
What JSON Schema has a word for is said in that: ${inWords(known)}.

Made of [specs/x-confab.schema.json](../specs/x-confab.schema.json); a mistake in it is an error with file and line. An
editor completes it in a document whose first line is
\`# yaml-language-server: $schema=node_modules/confabulate/specs/openapi-confab.schema.json\`.

${BLOCKS.map(([title, definition, where]) => toSection(title, where, $defs[definition] ?? {})).join('\n')}
## evidence

${String($defs.wordEvidence?.description)}

A grade: ${String($defs.evidence?.description)}
`;
}

function toSection(title: string, where: string, definition: JsonObject): string {
  const words = Object.entries(isObject(definition.properties) ? definition.properties : {});
  return `## ${title}

${where}

| word | what it says | what may stand there |
| --- | --- | --- |
${words.map(([word, raw]) => toRow(word, isObject(raw) ? raw : {})).join('\n')}
`;
}

function toRow(word: string, raw: JsonObject): string {
  if (word === 'evidence')
    return '| `evidence` | How well the statements here are known. | see [evidence](#evidence) |';
  const target = referredTo(raw);
  const about = String(raw.description ?? target?.description ?? '');
  return `| \`${word}\` | ${cell(about)} | ${cell(allowed(raw))} |`;
}

function referredTo({ $ref }: JsonObject): JsonObject | undefined {
  return typeof $ref === 'string' ? $defs[$ref.slice('#/$defs/'.length)] : undefined;
}

const KINDS: Readonly<Record<string, string>> = {
  request: 'a request place (`$request.query.page`)',
  response: 'a response place (`$response.body#/data/list`)',
  responseHeader: 'a response header (`$response.header.Link`)',
  places: 'places of the request and the response',
  pagingPlaces: 'places of the request and the response, headers among them',
  leads: 'the same, and `not` before a flag of the answer',
  wordEvidence: 'a grade, or grades by word',
  failures: 'by cause: see [failures](#failures)',
  timeFormat: 'a form of time',
  choices: 'a list of values',
  match: 'a list of headers, and of parts of the query or the body with a minus before them',
  constant: '`const`: a value that the document gives',
  filterPlace: 'a request place (`$request.query.since`)',
};

/** What may stand under a word, in words. */
function allowed(schema: JsonObject): string {
  const { $ref, enum: listed, const: only, type, items } = schema;
  if (typeof $ref === 'string') {
    const name = $ref.slice('#/$defs/'.length);
    return KINDS[name] ?? `see [${titleOf(name)}](#${anchorOf(titleOf(name))})`;
  }
  if (Array.isArray(listed)) return listed.map((one) => `\`${one}\``).join(', ');
  if (only !== undefined) return `\`${only}\``;
  const branches = [schema.oneOf, schema.anyOf].flat().filter(isObject);
  if (branches.length > 0 && type === undefined) return [...new Set(branches.map(allowed))].join(', or ');
  if (type === 'array') return `a list of ${isObject(items) ? allowed(items) : 'anything'}`;
  if (type === 'object') return namesOf(schema);
  return type === undefined ? 'anything' : [type].flat().map(String).map(kindOf).join(' or ');
}

function namesOf({ properties, additionalProperties }: JsonObject): string {
  if (isObject(properties))
    return Object.keys(properties)
      .map((name) => `\`${name}\``)
      .join(', ');
  return isObject(additionalProperties) ? `by name: ${allowed(additionalProperties)}` : 'by name';
}

function kindOf(type: string): string {
  return (
    { string: 'a text', integer: 'a whole number', number: 'a number', boolean: 'true or false' }[type] ??
    type
  );
}

function titleOf(definition: string): string {
  return BLOCKS.find(([, name]) => name === definition)?.[0] ?? definition;
}

function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z ]/g, '')
    .replaceAll(' ', '-');
}

function cell(text: Json): string {
  return String(text).replaceAll('|', '\\|').replaceAll('\n', ' ');
}
