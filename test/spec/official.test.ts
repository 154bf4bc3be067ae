import { createRequire } from 'node:module';
import standalone from 'ajv/dist/standalone/index.js';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/spec/json.ts';
import { compileOfficial } from '../../src/spec/official/compile-official.ts';
import { toOfficialProblems } from '../../src/spec/official/official-problems.ts';
import {
  loadOfficial,
  OPENAPI_VERSIONS,
  type OpenApiVersion,
} from '../../src/spec/official/official-schemas.ts';
import { slowly } from '../_some.ts';
import { file } from '../_tiny.ts';

const DONE = { responses: { 200: { description: 'it' } } };
const INFO = { title: 'a', version: '1' };

function documentOf(version: OpenApiVersion, more: Json, operation: Json = {}): Json {
  const named = version === '2.0' ? { swagger: '2.0' } : { openapi: `${version}.0` };
  return {
    ...named,
    info: INFO,
    paths: { '/a': { get: { ...DONE, ...Object(operation) } } },
    ...Object(more),
  };
}

const require = createRequire(import.meta.url);

const OFFICIAL = new Map(
  await Promise.all(OPENAPI_VERSIONS.map(async (version) => [version, await loadOfficial(version)] as const)),
);

const errorsOf = (document: Json, version: OpenApiVersion) => OFFICIAL.get(version)?.(document) ?? [];

/** What is wrong in a document; an asterisk stands before what hinders that it is read. */
function problemsOf(document: Json, version: OpenApiVersion): string[] {
  return toOfficialProblems(document, errorsOf(document, version)).map(
    ({ message, pointer, hinders }) =>
      `${hinders ? '*' : ''}${pointer}: ${message.replace('this is not valid OpenAPI: ', '')}`,
  );
}

const path = (more: Json) => ({ name: 'id', in: 'path', required: true, ...Object(more) });
const schema = { type: 'string' };

const VALID: [string, OpenApiVersion, Json][] = [
  ['the least', '2.0', documentOf('2.0', {})],
  ['the least', '3.0', documentOf('3.0', {})],
  ['the least', '3.1', documentOf('3.1', {})],
  ['the least', '3.2', documentOf('3.2', {})],
  ['a licence without identifier', '3.1', documentOf('3.1', { info: { ...INFO, license: { name: 'MIT' } } })],
  [
    'a bearer in any letters',
    '3.1',
    documentOf('3.1', {
      components: { securitySchemes: { b: { type: 'http', scheme: 'Bearer', bearerFormat: 'JWT' } } },
    }),
  ],
  [
    'schemes of each kind',
    '3.0',
    documentOf('3.0', {
      components: {
        securitySchemes: {
          basic: { type: 'http', scheme: 'basic' },
          bearer: { type: 'http', scheme: 'Bearer', bearerFormat: 'JWT' },
          key: { type: 'apiKey', in: 'cookie', name: 'k' },
          oauth: { type: 'oauth2', flows: { implicit: { authorizationUrl: 'https://a.b', scopes: {} } } },
          openid: { type: 'openIdConnect', openIdConnectUrl: 'https://a.b' },
          other: { $ref: '#/components/securitySchemes/basic' },
        },
      },
    }),
  ],
  [
    'schemas without a type, references, booleans',
    '3.0',
    documentOf('3.0', {
      components: {
        schemas: {
          A: { properties: { a: { allOf: [{ $ref: '#/components/schemas/B' }], nullable: true } } },
          B: { type: 'object', additionalProperties: false },
          C: { additionalProperties: { $ref: '#/components/schemas/B' } },
        },
      },
    }),
  ],
  [
    'a variable with a description',
    '3.0',
    documentOf('3.0', {
      servers: [{ url: 'https://{r}.a.b', variables: { r: { default: 'eu', description: 'it' } } }],
    }),
  ],
  [
    'parameters of each place',
    '2.0',
    documentOf(
      '2.0',
      {},
      {
        schemes: ['https'],
        parameters: [
          { name: 'a', in: 'query', type: 'array', items: schema, collectionFormat: 'multi' },
          { name: 'b', in: 'header', type: 'string' },
          { name: 'd', in: 'formData', type: 'file' },
          { $ref: '#/parameters/page' },
        ],
      },
    ),
  ],
];

const INVALID: [string, OpenApiVersion, Json, string[]][] = [
  [
    'a version that is a number',
    '3.0',
    documentOf('3.0', { info: { title: 'a', version: 1 } }),
    ['/info/version: must be string, not 1'],
  ],
  [
    'an unknown key',
    '3.1',
    documentOf('3.1', {}, { descripion: 'x' }),
    ['/paths/~1a/get: the key "descripion" is not known here'],
  ],
  [
    'an unknown key',
    '2.0',
    documentOf('2.0', {}, { requestBody: {} }),
    ['/paths/~1a/get: the key "requestBody" is not known here'],
  ],
  ['paths that are a list', '3.1', documentOf('3.1', { paths: [] }), ['*/paths: must be object, not []']],
  [
    'an operation that is a text',
    '3.0',
    documentOf('3.0', { paths: { '/a': { get: 'x' } } }),
    ['*/paths/~1a/get: must be object, not "x"'],
  ],
  [
    'a path without a slash',
    '3.0',
    documentOf('3.0', { paths: { a: { get: DONE } } }),
    ['*/paths: the key "a" is not known here'],
  ],
  [
    'a parameter in a place that there is not',
    '3.0',
    documentOf('3.0', {}, { parameters: [{ name: 'a', in: 'querry', schema }] }),
    ['*/paths/~1a/get/parameters/0/in: must be one of "path", "query", "header", "cookie", not "querry"'],
  ],
  [
    'a parameter without a name',
    '2.0',
    documentOf('2.0', {}, { parameters: [{ in: 'query', type: 'string' }] }),
    [`*/paths/~1a/get/parameters/0: must have required property 'name'`],
  ],
  [
    'a parameter without a schema',
    '3.1',
    documentOf('3.1', {}, { parameters: [path({})] }),
    ['/paths/~1a/get/parameters/0: must have one of schema, content'],
  ],
  [
    'two kinds of examples',
    '3.0',
    documentOf('3.0', {}, { parameters: [path({ schema, example: 'a', examples: {} })] }),
    ['/paths/~1a/get/parameters/0: must not have example and examples together'],
  ],
  [
    'required as a word of a property',
    '3.0',
    documentOf('3.0', { components: { schemas: { A: { properties: { a: { required: true } } } } } }),
    ['/components/schemas/A/properties/a/required: must be array, not true'],
  ],
  [
    'a security scheme of no kind',
    '2.0',
    documentOf('2.0', { securityDefinitions: { a: { type: 'basics' } } }),
    ['/securityDefinitions/a/type: must be one of "basic", "apiKey", "oauth2", not "basics"'],
  ],
  [
    'parameters that are no list',
    '2.0',
    documentOf('2.0', {}, { parameters: { a: 1 } }),
    ['*/paths/~1a/get/parameters: must be array, not {"a":1}'],
  ],
];

describe('the official schemas', () => {
  test.each(VALID)('allow %s (%s)', (_, version, document) => {
    expect(problemsOf(document, version)).toEqual([]);
  });

  test.each(INVALID)('tell %s once (%s)', (_, version, document, expected) => {
    expect(problemsOf(document, version)).toEqual(expected);
  });
});

// `npm run build` writes the code down: a build is what everybody starts.
test.each(slowly(OPENAPI_VERSIONS))('the code that is written down for %s says the same', async (version) => {
  const { ajv, validate } = compileOfficial(version);
  // It asks for parts of Ajv, as it does from where a build has it.
  const code = standalone
    .default(ajv, validate)
    .replaceAll(/require\("(.+?)"\)/g, (_, name) => `require(${JSON.stringify(require.resolve(name))})`);
  const written = require(await file('openapi.cjs', code));
  const like = version === '3.2' ? '3.1' : version;
  const ofVersion = [...VALID, ...INVALID].filter(([, of]) => of === like);
  expect(ofVersion.length).toBeGreaterThan(5);
  for (const [name, , document] of ofVersion) {
    const said = (run: typeof validate) => {
      const met: string[][] = [];
      const named = version === '3.2' ? { ...Object(document), openapi: '3.2.0' } : document;
      const fits = run.call({ meet: (...one: string[]) => met.push(one) }, named);
      return { fits, errors: run.errors, met };
    };
    expect(said(written), name).toEqual(said(validate));
  }
});
