import { describe, expect, test } from 'vitest';
import { SpecError } from '../../src/errors.ts';
import { builtinFile, builtinNames, profileNames } from '../../src/spec/builtin.ts';
import { loadSpec } from '../../src/spec/load.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import { some } from '../_some.ts';
import { file, tinyFile } from '../_tiny.ts';

const error = async (path: string, overlays: string[] = []): Promise<SpecError> => {
  const found = await loadSpec(path, { overlays }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(found).toBeInstanceOf(SpecError);
  return found as SpecError;
};

describe('the built-in specs', () => {
  test('are the five vendors', () => {
    expect(builtinNames()).toEqual(['alibaba', 'bigmodel', 'chatnio', 'cybotstar', 'gptbots']);
  });

  test.each(some(builtinNames(), 4))('%s loads, every example fits its schema', async (name) => {
    const spec = await loadSpec(builtinFile(`${name}.yaml`));
    expect(spec.operations.some(({ list, safe }) => list && safe)).toBe(true);
  });

  test.each(some(profileNames(), 4))('the profile %s fits its spec', async (profile) => {
    const [vendor] = profile.split('.');
    const [spec] = await loadSpecs({ vendors: [vendor as string], profiles: [profile] });
    expect(spec?.name).toBe(vendor);
  });
});

describe('a document that cannot be served is one readable error', () => {
  const broken: [string, (document: any) => void, { text: RegExp; pointer: string }][] = [
    [
      'a path with a query',
      (d) => (d.paths['/notes?kind=a'] = d.paths['/notes']),
      { text: /a path has no query: declare what stands behind/, pointer: '/paths/~1notes?kind=a' },
    ],
    [
      'a dangling reference',
      (d) => (d.paths['/notes'].get.responses['400'] = { $ref: '#/components/responses/Nope' }),
      {
        text: /the reference #\/components\/responses\/Nope leads nowhere/,
        pointer: '/paths/~1notes/get/responses/400/$ref',
      },
    ],
    [
      'a word that the vocabulary does not know',
      (d) => (d.paths['/notes'].get['x-confab'].pagin = {}),
      {
        text: /does not know the word pagin; allowed here: safe, collection, items, paging/,
        pointer: '/paths/~1notes/get/x-confab',
      },
    ],
    [
      'a paging word that does not exist',
      (d) => (d.paths['/notes'].get['x-confab'].paging.offset = '$request.query.page'),
      {
        text: /does not know the word offset; allowed here: page, size/,
        pointer: '/paths/~1notes/get/x-confab/paging',
      },
    ],
    [
      'a hint that does not exist',
      (d) => (d.components.schemas.Note.properties.id['x-confab'] = { value: '{guid}' }),
      {
        text: /the placeholder \{guid\} is not known; known are \{base62\}, /,
        pointer: '/components/schemas/Note/properties/id/x-confab/value',
      },
    ],
    [
      'a cause that does not exist',
      (d) => (d['x-confab'].failures.tired = { response: '400', example: 'missing' }),
      { text: /tired: must be one of no-credential/, pointer: '/x-confab/failures' },
    ],
    [
      'a grade of what is not said',
      (d) => (d.components.schemas.Note.properties.title['x-confab'] = { evidence: { patern: 'assumed' } }),
      {
        text: /grades patern, which is not said here; said: type/,
        pointer: '/components/schemas/Note/properties/title/x-confab/evidence',
      },
    ],
    [
      'a grade of a type that there is not',
      (d) =>
        (d.components.schemas.Note.properties.title['x-confab'] = { evidence: { 'type/null': 'assumed' } }),
      {
        text: /grades type\/null, which is not said here; said: type/,
        pointer: '/components/schemas/Note/properties/title/x-confab/evidence',
      },
    ],
    [
      'a word in a media type, which has only its evidence',
      (d) =>
        (d.paths['/notes'].get.responses['200'].content['application/json']['x-confab'] = { time: 'iso' }),
      {
        text: /does not know the word time; allowed here: evidence/,
        pointer: '/paths/~1notes/get/responses/200/content/application~1json/x-confab',
      },
    ],
    [
      'a collection that is not declared',
      (d) => (d.paths['/notes'].get['x-confab'].collection = 'books'),
      {
        text: /the collection books is not declared; declared: notes/,
        pointer: '/paths/~1notes/get/x-confab/collection',
      },
    ],
    [
      'a collection without a schema',
      (d) => (d['x-confab'].collections.notes = '#/components/schemas/Nope'),
      { text: /which is not in the document/, pointer: '/x-confab/collections/notes' },
    ],
    [
      'a place that the request does not have',
      (d) => (d.paths['/notes'].get['x-confab'].paging.size = '$request.query.limit'),
      {
        text: /\$request.query.limit names a place that the operation does not declare/,
        pointer: '/paths/~1notes/get/x-confab/paging/size',
      },
    ],
    [
      'a place that the response does not have',
      (d) => (d.paths['/notes'].get['x-confab'].items = '$response.body#/rows'),
      {
        text: /\$response.body#\/rows names a place that the operation does not declare/,
        pointer: '/paths/~1notes/get/x-confab/items',
      },
    ],
    [
      'a filter on a field that rows do not have',
      (d) => (d.paths['/notes'].get['x-confab'].filters.colour = { equals: '$request.query.q' }),
      {
        text: /the rows of notes have no field colour; they have id, title/,
        pointer: '/paths/~1notes/get/x-confab/filters/colour',
      },
    ],
    [
      'a failure with a response that is not there',
      (d) => (d['x-confab'].failures.gone = { response: '410', example: 'gone' }),
      {
        text: /gone names the response 410; the operation has 200, 400, 404/,
        pointer: '/x-confab/failures/gone',
      },
    ],
    [
      'a failure with an example that is not there',
      (d) => (d['x-confab'].failures.gone = { response: '404', example: 'gone' }),
      { text: /gone names the example gone; the response 404 has none/, pointer: '/x-confab/failures/gone' },
    ],
    [
      'arguments that faker refuses',
      (d) => (d.components.schemas.Note.properties.title['x-faker'] = { 'number.int': [{ min: 9, max: 1 }] }),
      {
        text: /x-faker cannot call number.int with \[\{"min":9,"max":1\}\]/,
        pointer: '/components/schemas/Note/properties/title/x-faker',
      },
    ],
    [
      'a sum of a field that is not there',
      (d) => (d.components.schemas.Note.properties.stars['x-confab'] = { from: ['kind', 'stairs'] }),
      {
        text: /from names kind, which is not a number/,
        pointer: '/components/schemas/Note/properties/stars/x-confab/from',
      },
    ],
    [
      'a time after a field that is not there',
      (d) => (d.components.schemas.Note.properties.touched['x-confab'].from = 'wrote'),
      {
        text: /from names wrote, which does not stand beside it; there are id, title, written/,
        pointer: '/components/schemas/Note/properties/touched/x-confab/from',
      },
    ],
    [
      'one field that nothing is made from',
      (d) => (d.components.schemas.Note.properties.stars['x-confab'] = { from: 'title' }),
      {
        text: /from is one field: that is read by a time, .* and by a list of messages/,
        pointer: '/components/schemas/Note/properties/stars/x-confab/from',
      },
    ],
    [
      'so many times a text',
      (d) => (d.components.schemas.Note.properties.stars['x-confab'] = { from: { title: [1, 2] } }),
      {
        text: /from names title, which is not a number/,
        pointer: '/components/schemas/Note/properties/stars/x-confab/from',
      },
    ],
    [
      'values by a field that is not there',
      (d) =>
        (d.components.schemas.Note.properties.stars['x-confab'] = { from: { plan: { a: [1], '*': [2] } } }),
      {
        text: /from names plan, which does not stand beside it/,
        pointer: '/components/schemas/Note/properties/stars/x-confab/from',
      },
    ],
    [
      'a match that ignores what the request has not',
      (d) => (d.paths['/notes'].get['x-confab'].match = ['-$request.query.trace']),
      {
        text: /the request has no trace; it has query\/page, /,
        pointer: '/paths/~1notes/get/x-confab/match/0',
      },
    ],
    [
      'a match by a header that is not declared',
      (d) => (d.paths['/notes'].get['x-confab'].match = ['$request.header.X-Tenant']),
      {
        text: /the request has no x-tenant; it has /,
        pointer: '/paths/~1notes/get/x-confab/match/0',
      },
    ],
    [
      'a match by something else than a header',
      (d) => (d.paths['/notes'].get['x-confab'].match = ['$request.query.page']),
      { text: /x-confab\/match\/0 /, pointer: '/paths/~1notes/get/x-confab/match/0' },
    ],
  ];

  test.each(some(broken, 4))('%s', async (_name, change, { text, pointer }) => {
    const found = await error(await tinyFile(change));
    expect(found.message).toMatch(text);
    expect(found.pointer).toBe(pointer);
    expect(found.message).toContain(pointer);
    expect(found.line).toBeGreaterThan(0);
    expect(found.message).toContain(`tiny.yaml:${found.line}: `);
  });

  test('the line is the one where the fault stands', async () => {
    const path = await file(
      'lines.yaml',
      'openapi: 3.1.0\ninfo:\n  title: x\n  version: 1.0.0\nx-confab:\n  nonsense: true\npaths: {}\n',
    );
    expect(await error(path)).toMatchObject({ line: 6, pointer: '/x-confab' });
  });

  const texts: [string, string, RegExp][] = [
    ['no YAML at all', 'a: [1, 2', /:1: this is not YAML or JSON/],
    ['a repeated key', 'a: 1\na: 2\n', /:2: the key "a" stands twice in one object/],
    ['a list', '- 1\n', /this is not an OpenAPI document: it must be an object/],
    ['an empty file', '', /this is not an OpenAPI document: it must be an object/],
    [
      'another format',
      'asyncapi: 2.0.0\n',
      /it names no version; allowed: openapi 3.2.x, 3.1.x, 3.0.x, swagger '2.0'/,
    ],
    ['a version from the future', 'openapi: 4.0.0\n', /it says "4.0.0"; allowed/],
    [
      'a bomb of aliases',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefgh'].map((k, i) => `${k}: &${k} [${Array(9).fill(`*${'abcdefg'[i]}`)}]`).join('\n')}\n`,
      /:7: aliases make more than 3000000 values of this document/,
    ],
    [
      'no operation',
      'openapi: 3.1.0\ninfo: { title: x, version: "1" }\npaths: {}\n',
      /there is nothing to serve/,
    ],
  ];

  test.each(
    some(
      [
        ['openapi: 3.0'],
        ['openapi: "3.0"'],
        ['openapi: 3.1'],
        ["openapi: '3.2'"],
        ['swagger: 2.0'],
        ['swagger: 2'],
      ],
      3,
    ),
  )('%s is read as what it means, and told of', async (version) => {
    const responses = '{ "200": { description: it } }';
    const text = `${version}\ninfo: { title: x, version: "1" }\npaths: { /a: { get: { responses: ${responses} } } }\n`;
    const { operations, warnings } = await loadSpec(await file('text.yaml', text));
    expect(operations.map(({ id }) => id)).toEqual(['GET /a']);
    expect(warnings.map(({ place }) => place.line)).toContain(1);
  });

  test.each(some(texts, 4))('%s', async (_name, text, message) => {
    expect((await error(await file('text.yaml', text))).message).toMatch(message);
  });

  test.each([
    ['/nowhere/at-all.yaml', /there is no such file/],
    ['/tmp', /this is a folder, not a file/],
  ])('%s', async (path, message) => {
    expect((await error(path)).message).toMatch(message);
  });
});

describe('overlays', () => {
  const overlay = (actions: unknown, version = '1.0.0') =>
    file('change.yaml', { overlay: version, info: { title: 'x', version: '1' }, actions });

  test('update merges, appends and replaces; remove removes; in order', async () => {
    const path = await overlay([
      { target: '$.info', update: { title: 'Changed' } },
      { target: "$.paths['/notes'].get.parameters[?@.name=='size'].schema", update: { default: 7 } },
      { target: "$.paths['/notes'].get.parameters[?@.name=='q']", remove: true },
      { target: "$.paths['/notes'].get['x-confab'].filters.title", remove: true },
      { target: "$.paths['/notes'].get.tags", update: 'two' },
    ]);
    const spec = await loadSpec(await tinyFile((d) => (d.paths['/notes'].get.tags = ['one'])), {
      overlays: [path],
    });
    expect(spec.document.info).toEqual({ title: 'Changed', version: '1' });
    const [list] = spec.operations;
    expect(list?.fields.find(({ name }) => name === 'size')?.schema.default).toBe(7);
    expect(list?.fields.map(({ name }) => name)).not.toContain('q');
    expect((spec.document.paths as any)['/notes'].get.tags).toEqual(['one', 'two']);
  });

  const refused: [string, unknown, string, RegExp][] = [
    [
      'a target that matches nothing',
      [{ target: '$.nope', update: {} }],
      '1.0.0',
      /the target \$\.nope matches nothing/,
    ],
    ['a target that is no JSONPath', [{ target: '$[', update: {} }], '1.0.0', /is not a JSONPath/],
    ['neither update nor remove', [{ target: '$.info' }], '1.0.0', /needs `update` or `remove: true`/],
    ['no actions', [], '1.0.0', /needs `actions`/],
    ['no target', [{ update: {} }], '1.0.0', /needs a `target`/],
    ['another version', [{ target: '$', update: {} }], '2.0.0', /overlay version 2.0.0 is not known/],
    [
      'a target that multiplies',
      [{ target: '$..*..*..*..*..*..*', remove: true }],
      '1.0.0',
      /would take too long/,
    ],
    [
      'a filter that looks at all for each',
      [{ target: '$..*[?count($..*..*..*) > 1]', remove: true }],
      '1.0.0',
      /would take too long/,
    ],
    [
      'a name twice, 40 times',
      [{ target: `$${"['a','a']".repeat(40)}`, remove: true }],
      '1.0.0',
      /would take too long/,
    ],
    [
      'a target of megabytes',
      [{ target: `$${'.a'.repeat(1e6)}`, remove: true }],
      '1.0.0',
      /is longer than 2000 characters/,
    ],
    [
      'a pattern without an end',
      [{ target: "$..*[?search(@.title, '^(a+)+$')]", remove: true }],
      '1.0.0',
      /has the pattern \^\(a\+\)\+\$, which may take too long/,
    ],
    [
      'a pattern from the document',
      [{ target: '$..*[?match(@.title, @.pattern)]', remove: true }],
      '1.0.0',
      /a pattern that is not written in it/,
    ],
    [
      'updates that double the document',
      Array.from({ length: 25 }, (_, n) => ({
        target: '$.paths..*[?@.type]',
        update: { [`x-${n}`]: { type: 'x', y: { type: 'y' } } },
      })),
      '1.0.0',
      /the actions up to this one add more than 10000 values to the document/,
    ],
  ];

  test.each(some(refused, 4))('%s', async (_name, actions, version, message) => {
    const found = await error(await tinyFile(), [await overlay(actions, version)]);
    expect(found.message).toMatch(message);
    expect(found.file).toContain('change.yaml');
  });

  test('a document that is no overlay', async () => {
    expect((await error(await tinyFile(), [await tinyFile()])).message).toMatch(
      /this is not an OpenAPI Overlay/,
    );
  });

  test('what an overlay breaks is an error of the document', async () => {
    const path = await overlay([{ target: '$.components.schemas.Note.properties.stars', remove: true }]);
    expect((await error(await tinyFile(), [path])).message).toMatch(/the rows of notes have no field stars/);
  });
});

describe('which specs are meant', () => {
  const refused: [string, Parameters<typeof loadSpecs>[0], RegExp][] = [
    ['an unknown vendor', { vendors: ['openai'] }, /there is no vendor openai; built in: alibaba, bigmodel/],
    [
      'an unknown profile',
      { vendors: ['gptbots'], profiles: ['gptbots.nope'] },
      /there is no profile gptbots.nope; built in/,
    ],
    [
      'a profile of another vendor',
      { vendors: ['gptbots'], profiles: ['chatnio.docs'] },
      /is for chatnio, which is not served/,
    ],
  ];

  test.each(some(refused, 4))('%s', async (_name, wanted, message) => {
    await expect(loadSpecs(wanted)).rejects.toThrow(message);
  });

  test('an overlay for one of several says which', async () => {
    const path = await file('mine.yaml', {
      overlay: '1.0.0',
      info: { title: 'x', version: '1' },
      actions: [{ target: '$.info', update: { title: 'Mine' } }],
    });
    await expect(loadSpecs({ vendors: ['gptbots', 'chatnio'], overlays: [path] })).rejects.toThrow(
      /does not say which spec it is for/,
    );
    const [spec] = await loadSpecs({ vendors: ['gptbots'], overlays: [path] });
    expect((spec?.document.info as any).title).toBe('Mine');
  });

  test('two files of one name', async () => {
    await expect(loadSpecs({ vendors: [await tinyFile(), await tinyFile()] })).rejects.toThrow(
      /would both be served as \/tiny/,
    );
  });
});
