import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SpecError } from '../../src/errors.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import { loadSpec } from '../../src/spec/load.ts';
import { slowTest, some } from '../_some.ts';

const NAME = '#/components/schemas/';

/** A document with one operation, whose answer has this schema, and these schemas. */
function documentOf(schema: object, schemas: object, more: object = {}): object {
  const content = { 'application/json': { schema } };
  return {
    openapi: '3.1.0',
    info: { title: 'References', version: '1' },
    paths: { '/a': { get: { operationId: 'a', responses: { 200: { description: 'it', content } } } } },
    components: { schemas },
    ...more,
  };
}

/** Files in a folder of their own; `make` adds what is no file. Returns the path of the first. */
function folderOf(
  files: Readonly<Record<string, unknown>>,
  make: (folder: string) => void = () => {},
): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'confab-refs-')), 'specs');
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  make(folder);
  return join(folder, Object.keys(files)[0] as string);
}

async function answerOf(path: string): Promise<unknown> {
  const mock = await createMock({ vendors: [path] });
  return (await mock.fetch('http://confab.localhost/a')).json();
}

async function refusalOf(path: string, strict = false): Promise<string> {
  const thrown = await loadSpec(path, { strict }).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(SpecError);
  return (thrown as SpecError).message;
}

const X = { type: 'object', required: ['x'], properties: { x: { const: 7 } } };

describe('other files are brought in', () => {
  const kinds: readonly [string, Readonly<Record<string, unknown>>][] = [
    ['a whole file', { 'a.yaml': documentOf({ $ref: './x.yaml' }, {}), 'x.yaml': X }],
    [
      'a whole file, by the pointer that strictly has no name',
      { 'a.yaml': documentOf({ $ref: './x.yaml#/' }, {}), 'x.yaml': X },
    ],
    [
      'the member that has no name',
      { 'a.yaml': documentOf({ $ref: './x.yaml#/' }, {}), 'x.yaml': { '': X } },
    ],
    ['a part of a file', { 'a.yaml': documentOf({ $ref: 'all.json#/x~1y' }, {}), 'all.json': { 'x/y': X } }],
    [
      'a description in a file, which is left there',
      { 'a.yaml': documentOf({ ...X, description: { $ref: 'text.yaml#/x' } }, {}), 'text.yaml': { x: 'It' } },
    ],
    ['a file above', { 'a.yaml': documentOf({ $ref: '../x.yaml' }, {}), '../x.yaml': X }],
    ['a name with a space', { 'a.yaml': documentOf({ $ref: 'an%20x.yaml' }, {}), 'an x.yaml': X }],
    [
      'a file that refers to another, which refers back',
      {
        'a.yaml': documentOf({ $ref: 'more/b.yaml#/b' }, { X }),
        'more/b.yaml': { b: { $ref: './c.yaml' } },
        'more/c.yaml': { allOf: [{ $ref: '../a.yaml#/components/schemas/X' }] },
      },
    ],
    [
      'files that refer to each other in a circle',
      {
        'a.yaml': documentOf({ $ref: 'b.yaml' }, {}),
        'b.yaml': { ...X, properties: { ...X.properties, c: { $ref: 'c.yaml' } } },
        'c.yaml': { type: 'array', maxItems: 0, items: { $ref: 'b.yaml' } },
      },
    ],
    [
      'a way through another reference',
      {
        'a.yaml': documentOf(
          { $ref: `${NAME}Y/properties/x` },
          { Y: { $ref: `${NAME}Z` }, Z: { properties: { x: X } } },
        ),
      },
    ],
    [
      'all schemas, as one file',
      {
        'a.yaml': { ...documentOf({ $ref: `${NAME}X` }, {}), components: { schemas: { $ref: 'all.yaml' } } },
        'all.yaml': { X },
      },
    ],
    [
      'a map of properties',
      { 'a.yaml': documentOf({ ...X, properties: { $ref: 'p.yaml' } }, {}), 'p.yaml': X.properties },
    ],
    [
      'a path',
      {
        'a.yaml': { ...documentOf({}, {}), paths: { '/a': { $ref: 'p.yaml' } } },
        'p.yaml': { get: { responses: { 200: { $ref: 'r.yaml' } } } },
        'r.yaml': { description: 'it', content: { 'application/json': { schema: X } } },
      },
    ],
  ];

  test.each(some(kinds, 4))('%s', async (_, files) => {
    expect(await answerOf(folderOf(files))).toMatchObject({ x: 7 });
  });

  test('what is wrong in a file is told with its line', async () => {
    const path = folderOf({
      'a.yaml': documentOf({ $ref: 'x.yaml' }, {}),
      'x.yaml': 'type: object\nx-confab: { tiem: row }\n',
    });
    expect(await refusalOf(path)).toMatch(/x\.yaml:2: x-confab does not know the word tiem/);
  });

  test('what is referred to is held against what may stand there', async () => {
    const path = folderOf({
      'a.yaml': {
        ...documentOf({}, { X }),
        paths: { '/a': { get: { responses: { 200: { $ref: `${NAME}X` } } } } },
      },
    });
    expect(await refusalOf(path, true)).toMatch(
      /this is not valid OpenAPI: must have required property 'description'\n {2}at \/components\/schemas\/X/,
    );
  });
});

describe('a name that a schema has given itself is found', () => {
  const ID = 'https://schemas.example/x';
  const named = { ...X, $id: ID };
  const kinds: readonly [string, object, object, Readonly<Record<string, unknown>>?][] = [
    ['an $id that is a URL', { $ref: ID }, { X: named }],
    ['an $id that is a URN', { $ref: 'urn:example:x' }, { X: { ...X, $id: 'urn:example:x' } }],
    ['an $id that is a word', { $ref: 'item' }, { X: { ...X, $id: 'item' } }],
    ['an $id with an empty fragment', { $ref: `${ID}#` }, { X: { ...X, $id: `${ID}#` } }],
    [
      'a pointer below an $id',
      { properties: { x: { $ref: `${ID}#/properties/x` } }, required: ['x'] },
      { X: named },
    ],
    [
      'an $id within an $id',
      { $ref: 'https://schemas.example/y' },
      { A: { $id: ID, $defs: { y: { ...X, $id: 'y' } } } },
    ],
    [
      'from within an $id to another beside it',
      { $ref: ID },
      { A: { $id: ID, allOf: [{ $ref: 'y' }] }, Y: { ...X, $id: 'https://schemas.example/y' } },
    ],
    ['an $anchor', { $ref: '#x' }, { X: { ...X, $anchor: 'x' } }],
    ['an $anchor of an $id', { $ref: `${ID}#x` }, { A: { $id: ID, $defs: { x: { ...X, $anchor: 'x' } } } }],
    [
      'an $anchor within the same $id',
      { $ref: ID },
      { A: { $id: ID, allOf: [{ $ref: '#x' }], $defs: { x: { ...X, $anchor: 'x' } } } },
    ],
    [
      'an $anchor of an $id, named from outside',
      { $ref: '#x' },
      { A: { $id: ID, $defs: { x: { ...X, $anchor: 'x' } } } },
    ],
    ['an $anchor as earlier drafts write it', { $ref: '#x' }, { X: { ...X, $id: '#x' } }],
    [
      'a pointer from within an $id to the document',
      { $ref: ID },
      { A: { $id: ID, allOf: [{ $ref: `${NAME}X` }] }, X },
    ],
    [
      'a pointer within an $id',
      { $ref: ID },
      { A: { $id: ID, allOf: [{ $ref: '#/$defs/x' }], $defs: { x: X } } },
    ],
    ['through another reference', { $ref: `${NAME}A` }, { A: { $ref: ID }, X: named }],
    ['in another file', { $ref: 'x.json#x' }, {}, { 'x.json': { $defs: { x: { ...X, $anchor: 'x' } } } }],
    [
      'from another file',
      { $ref: 'y.json' },
      {},
      { 'y.json': { $ref: '#/$defs/y', $defs: { y: { $ref: ID }, x: named } } },
    ],
    [
      'the $id of a file, within it',
      { $ref: 'x.json' },
      {},
      {
        'x.json': { $id: ID, $ref: '#/$defs/x', $defs: { x: { allOf: [{ $ref: 'y.json' }] } } },
        'y.json': X,
      },
    ],
    ['two of the same $id: the first', { $ref: ID }, { X: named, Y: { type: 'string', $id: ID } }],
    [
      'a property of that name is none',
      { $ref: `${NAME}X` },
      { X: { ...X, properties: { ...X.properties, $id: { type: 'string' }, $anchor: { const: 'x' } } } },
    ],
  ];
  test.each(some(kinds, 4))('%s', async (_, schema, schemas, files = {}) => {
    const path = folderOf({ 'a.yaml': documentOf(schema, schemas), ...files });
    expect(await answerOf(path)).toMatchObject({ x: 7 });
    const { operations, validators } = await loadSpec(path);
    const pointer = operations[0]?.responses.get('200')?.content.get('application/json')?.pointer ?? '';
    expect([validators.fits(pointer, { x: 7 }), validators.fits(pointer, { x: 8 })]).toEqual([true, false]);
  });

  test('in OpenAPI 3.0 and 2.0', async () => {
    const three = {
      ...documentOf(
        { $ref: '#x' },
        { X: { type: 'object', required: ['x'], properties: { x: { enum: [7] } }, $anchor: 'x' } },
      ),
      openapi: '3.0.3',
    };
    expect(await answerOf(folderOf({ 'a.yaml': three }))).toMatchObject({ x: 7 });
  });
});

describe('a reference is refused, with its place and without what the file has,', () => {
  const at = (reference: string) => ({ 'a.yaml': documentOf({ $ref: reference }, {}) });
  test.each<[string, Readonly<Record<string, unknown>>, RegExp, ((folder: string) => void)?]>(
    some<[string, Readonly<Record<string, unknown>>, RegExp, ((folder: string) => void)?]>(
      [
        ['to nothing', at(`${NAME}X`), /the reference #\/components\/schemas\/X leads nowhere/],
        ['to an anchor that nobody has', at('#nobody'), /the reference #nobody leads nowhere/],
        [
          'to an anchor of a file that has none',
          { ...at('x.yaml#nobody'), 'x.yaml': X },
          /x\.yaml#nobody leads nowhere/,
        ],
        ['to no file', at('x.yaml'), /x\.yaml leads nowhere: there is no such file/],
        ['to the network', at('https://x.example/a.yaml'), /only files are brought in; save it as a file/],
        ['to file:', at('file:///etc/passwd'), /only files are brought in/],
        ['to an absolute path', at('/etc/passwd'), /must be named from the document’s own folder/],
        [
          'to a text',
          at('../../../../../../etc/hostname'),
          /leads (to something that is no object|nowhere: this file)/,
        ],
        [
          'to a device',
          at('zero'),
          /this is a device, not a file/,
          (folder) => symlinkSync('/dev/zero', join(folder, 'zero')),
        ],
        [
          'to a pipe',
          at('pipe'),
          /this is a pipe, not a file/,
          (folder) => execFileSync('mkfifo', [join(folder, 'pipe')]),
        ],
        ['to a folder', at('.'), /this is a folder, not a file/],
        [
          'to a link in a circle',
          at('l'),
          /a link that leads back to itself/,
          (folder) => symlinkSync('l', join(folder, 'l')),
        ],
        [
          'to what is no YAML',
          { ...at('x.yaml'), 'x.yaml': 'secret: [hunter2' },
          /this file cannot be read as YAML or JSON: line 1 is wrong/,
        ],
        [
          'to itself',
          {
            'a.yaml': documentOf({ $ref: `${NAME}A` }, { A: { $ref: `${NAME}B` }, B: { $ref: `${NAME}A` } }),
          },
          /leads back to itself/,
        ],
      ],
      4,
    ),
  )('%s', async (_, files, message, make) => {
    const refusal = await refusalOf(folderOf(files, make));
    expect(refusal).toMatch(message);
    expect(refusal).toMatch(/a\.yaml:\d+: the reference .*\n {2}at \/.*\/\$ref$/s);
    expect(refusal).not.toContain('hunter2');
  });
});

describe('references that multiply end soon', () => {
  const chain = (length: number, of: (below: object) => object) =>
    Object.fromEntries(
      Array.from({ length }, (__, n) => [`A${n}`, n === 0 ? X : of({ $ref: `${NAME}A${n - 1}` })]),
    );
  test.each<[string, number, (below: object) => object, RegExp]>(
    some<[string, number, (below: object) => object, RegExp]>(
      [
        ['allOf, doubled 25 times', 26, (one) => ({ allOf: [one, one] }), /against more than 20000 schemas/],
        ['anyOf, doubled 25 times', 26, (one) => ({ anyOf: [one, one] }), /against more than 20000 schemas/],
        [
          'oneOf and not, doubled',
          26,
          (one) => ({ oneOf: [one], not: one }),
          /against more than 20000 schemas/,
        ],
        [
          'allOf in a row without end',
          5000,
          (one) => ({ allOf: [one] }),
          /more than 300 schemas refer to each other in a row/,
        ],
        [
          'itself',
          2,
          () => ({ allOf: [{ $ref: `${NAME}A1` }] }),
          /refers to itself for the same value, without end/,
        ],
      ],
      3,
    ),
  )('%s: refused', async (_, length, of, message) => {
    const path = folderOf({ 'a.yaml': documentOf({ $ref: `${NAME}A${length - 1}` }, chain(length, of)) });
    expect(await refusalOf(path)).toMatch(message);
  });

  test.each<[string, number, (below: object) => object]>([
    ['properties, doubled 25 times', 26, (one) => ({ properties: { l: one, r: one } })],
    ['items, doubled 25 times', 26, (one) => ({ prefixItems: [one, one] })],
    ['one after the other, 2,000 times', 2001, (one) => one],
  ])('%s: loaded', async (_, length, of) => {
    const path = folderOf({ 'a.yaml': documentOf({ $ref: `${NAME}A${length - 1}` }, chain(length, of)) });
    expect((await loadSpec(path)).operations).toHaveLength(1);
  });

  test('maps that are replaced by what they mean, doubled 25 times: refused', async () => {
    const maps = Object.fromEntries(
      Array.from({ length: 26 }, (__, n) => [
        `M${n}`,
        n === 0
          ? { x: X }
          : {
              l: { properties: { $ref: `#/x-maps/M${n - 1}` } },
              r: { properties: { $ref: `#/x-maps/M${n - 1}` } },
            },
      ]),
    );
    const path = folderOf({
      'a.yaml': documentOf({ properties: { $ref: '#/x-maps/M25' } }, {}, { 'x-maps': maps }),
    });
    expect(await refusalOf(path)).toMatch(/references make more than 5000000 values of this document/);
  });
});

slowTest('more operations than anybody serves are refused before each is looked at', async () => {
  const paths = Object.fromEntries(
    Array.from({ length: 20_001 }, (_, n) => [`/${n}`, { get: { responses: {} } }]),
  );
  const path = folderOf({ 'a.yaml': { ...documentOf({}, {}), paths } });
  expect(await refusalOf(path)).toMatch(
    /there are more than 20000 operations; serve them in several documents/,
  );
});
