import { readFileSync, writeFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { builtinFile, builtinNames } from '../../src/spec/builtin.ts';
import { editorSchema } from '../../src/spec/editor-schema.ts';
import { loadSpec } from '../../src/spec/load.ts';
import { some } from '../_some.ts';
import { tinyDocument, tinyFile } from '../_tiny.ts';

const FILE = builtinFile('openapi-confab.schema.json');
const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

/** `UPDATE_SCHEMA=1 npx vitest run test/spec/editor-schema` writes it. */
test('the file for editors is made of the places where x-confab is read', () => {
  const written = `${JSON.stringify(editorSchema(), undefined, 2)}\n`;
  if (process.env.UPDATE_SCHEMA) writeFileSync(FILE, written);
  expect(readFileSync(FILE, 'utf8')).toBe(written);
});

/** As an editor does it, but that the official schema is here already, under whatever date. */
function validator() {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  addFormats.default(ajv);
  ajv.addSchema(read(builtinFile('x-confab.schema.json')));
  const official = read('node_modules/@seriousme/openapi-schema-validator/schemas/v3.1/schema.json');
  const schema = editorSchema();
  const [{ $ref = '' } = {}] = schema.allOf as { $ref?: string }[];
  ajv.addSchema({ ...official, $id: $ref });
  return ajv.compile(schema);
}

const isDocument = validator();

describe('the built-in specs', () => {
  test.each(some(builtinNames(), 4))('%s keeps it, and names it for editors', (name) => {
    const text = readFileSync(builtinFile(`${name}.yaml`), 'utf8');
    expect(text).toMatch(/^# yaml-language-server: \$schema=openapi-confab\.schema\.json\n/);
    expect(isDocument(parse(text)), JSON.stringify(isDocument.errors, undefined, 1)).toBe(true);
  });
});

type Change = (document: any) => void;
const inRow =
  (hints: unknown): Change =>
  (d) =>
    (d.components.schemas.Note.properties.stars['x-confab'] = hints);
const inList =
  (hints: object): Change =>
  (d) =>
    Object.assign(d.paths['/notes'].get['x-confab'], hints);

/** Each is refused in the editor and when the document is loaded, which says what is allowed. */
const MISTAKES: readonly [string, Change, RegExp][] = [
  [
    'x-confabb',
    (d) => (d.paths['/notes'].get['x-confabb'] = {}),
    /x-confabb is not known; it is written x-confab/,
  ],
  [
    'a near miss in the response for every other status',
    (d) => (d.paths['/notes'].get.responses.default = { description: 'no', x_confab: {} }),
    /x_confab is not known/,
  ],
  ['X-Confab', (d) => (d['X-Confab'] = {}), /X-Confab/],
  ['x_confab', (d) => (d.components.schemas.Note.x_confab = {}), /x_confab is not known/],
  ['in the info', (d) => (d.info['x-confab'] = {}), /x-confab is not read here; it may stand/],
  ['in a path item', (d) => (d.paths['/notes']['x-confab'] = {}), /x-confab is not read here/],
  ['in the components', (d) => (d.components['x-confab'] = {}), /x-confab is not read here/],
  [
    'a word of the document in an operation',
    inList({ collections: {} }),
    /collections; allowed here: .*; it is a word for x-confab at the top of the document/,
  ],
  [
    'a word of an operation at the top',
    (d) => (d['x-confab'].paging = {}),
    /it is a word for x-confab in an operation/,
  ],
  ['a word of a field in an operation', inList({ time: 'iso' }), /it is a word for x-confab in a parameter/],
  [
    'an unknown word of paging',
    inList({ paging: { pages_: '$response.body#/page' } }),
    /does not know the word pages_/,
  ],
  ['a place that is none', inList({ paging: { page: 'page' } }), /page/],
  ['a window of nothing', inList({ paging: { window: 0 } }), /window/],
  ['a cursor of no kind', inList({ paging: { cursor: 'offset' } }), /cursor/],
  [
    'a filter by no test',
    inList({ filters: { stars: { like: '$request.query.stars' } } }),
    /does not know the word like/,
  ],
  ['an order by nothing', inList({ order: { by: [] } }), /order/],
  ['an order asked for nowhere', inList({ order: { by: ['stars'], request: [] } }), /order/],
  ['safe as a text', inList({ safe: 'yes' }), /safe/],
  ['a form of time', inRow({ time: 'unix' }), /time/],
  ['a grade', inRow({ evidence: 'sure' }), /evidence/],
  ['a sum of one', inRow({ from: ['id'] }), /from/],
  ['values of two fields', inRow({ from: { id: [1, 2], title: [1, 2] } }), /from/],
  ['values without those of the others', inRow({ from: { title: { a: [1], b: [2] } } }), /from/],
  [
    'a failure without an example',
    (d) => (d['x-confab'].failures.gone = { response: '404' }),
    /needs the word example/,
  ],
  ['a cause', (d) => (d['x-confab'].failures.tired = { response: '404', example: 'none' }), /must be one of/],
];

describe('a mistake', () => {
  test('the document without one is right', () => {
    expect(isDocument(tinyDocument()), JSON.stringify(isDocument.errors)).toBe(true);
  });

  test.each(some(MISTAKES, 4))('%s', async (_, change, message) => {
    expect(isDocument(tinyDocument(change))).toBe(false);
    expect((isDocument.errors as ErrorObject[]).length).toBeGreaterThan(0);
    await expect(tinyFile(change).then((file) => loadSpec(file))).rejects.toThrow(message);
  });
});
