import { describe, expect, test } from 'vitest';
import { SpecError } from '../../src/errors.ts';
import { loadSpec } from '../../src/spec/load.ts';
import { toWarningText } from '../../src/spec/spec-warning.ts';
import { some } from '../_some.ts';
import { tinyFile } from '../_tiny.ts';

/** Schemes that say nothing of use of a credential. */
const UNCHECKED_SCHEMES: [string, object, RegExp][] = [
  ['a security scheme of a type that is none', { type: -1 }, /login is of the type -1, which is not checked/],
  ['a security scheme without a type', {}, /login is of the type undefined, which is not checked/],
  ['mutual TLS', { type: 'mutualTLS' }, /login is of the type mutualTLS, which is not checked/],
  ['http without a scheme', { type: 'http' }, /login is of the type http undefined, which is not checked/],
  [
    'a key whose name is no text',
    { type: 'apiKey', in: 'header', name: { a: 1 } },
    /login is a key in header with the name \{"a":1\}, which is not checked/,
  ],
  [
    'a key at a place that is none',
    { type: 'apiKey', in: 'body', name: 'key' },
    /login is a key in body with the name key, which is not checked/,
  ],
];

/** What hinders nothing: the document, and what is told of it. */
const WARNED: [string, (document: any) => void, { text: RegExp; pointer: string }[]][] = [
  ['nothing wrong', () => {}, []],
  ...(
    [
      [
        'a list whose values are those of its items',
        { type: 'array', items: { type: 'string' }, enum: ['a'] },
        'it counts for the items',
        { type: 'array', items: { type: 'string', enum: ['a'] } },
      ],
      [
        'texts that are written as numbers',
        { type: 'string', enum: [1, true] },
        'its values are taken for such',
        { type: 'string', enum: ['1', 'true'] },
      ],
      [
        'numbers that are written as texts',
        { type: 'integer', enum: ['1', '2'] },
        'its values are taken for such',
        { type: 'integer', enum: [1, 2] },
      ],
      [
        'yes and no that are written as texts',
        { type: 'boolean', enum: ['true'] },
        'its values are taken for such',
        { type: 'boolean', enum: [true] },
      ],
      ['numbers that are none', { type: 'integer', enum: ['many'] }, 'it is left out', { type: 'integer' }],
    ] as const
  ).map(([name, schema, end]): (typeof WARNED)[number] => [
    `an enum of another type: ${name}`,
    (d) => (d.components.schemas.Note.properties.odd = schema),
    [
      {
        text: new RegExp(`no value of the enum .* is of the type ${schema.type}; ${end}$`),
        pointer: '/components/schemas/Note/properties/odd/enum',
      },
    ],
  ]),
  [
    'a named example that breaks its schema',
    (d) => (d.components.responses.None.content['application/json'].examples.none.value = { problem: 7 }),
    [
      {
        text: /the example none of listNotes's 404 response breaks its own schema at \/problem: must be string/,
        pointer: '/components/responses/None/content/application~1json/examples/none',
      },
    ],
  ],
  [
    'a key that OpenAPI does not know',
    (d) => (d.paths['/notes'].get.responses['200'].descripion = 'x'),
    [{ text: /the key "descripion" is not known here/, pointer: '/paths/~1notes/get/responses/200' }],
  ],
  [
    'a missing description',
    (d) => delete d.paths['/notes'].get.responses['200'].description,
    [{ text: /must have required property 'description'/, pointer: '/paths/~1notes/get/responses/200' }],
  ],
  [
    'a version that is a number',
    (d) => (d.info.version = 1.5),
    [{ text: /must be string, not 1.5/, pointer: '/info/version' }],
  ],
  [
    'an operationId given twice',
    (d) => (d.paths['/notes/{id}'].get.operationId = 'listNotes'),
    [
      {
        text: /two operations have the operationId listNotes; the other is GET \/notes. This one is called GET \/notes\/\{id\}/,
        pointer: '/paths/~1notes~1{id}/get',
      },
    ],
  ],
  [
    'a page that begins behind the value of a field which several rows may have',
    (d) => {
      const { get } = d.paths['/notes'];
      get.parameters.push({ name: 'after', in: 'query', schema: { type: 'string' } });
      get['x-confab'].paging = {
        size: '$request.query.size',
        next: '$request.query.after',
        cursor: { field: 'title' },
      };
    },
    [
      {
        text: /listNotes goes on behind the title of a row, and several generated rows may have the same: mark title as their id/,
        pointer: '/paths/~1notes/get/x-confab/paging/cursor',
      },
    ],
  ],
  [
    'a security scheme that is not declared',
    (d) => (d.security = [{ login: [] }]),
    [
      { text: /listNotes requires the security scheme login, which is not declared/, pointer: '/security' },
      { text: /getNote requires the security scheme login, which is not declared/, pointer: '/security' },
    ],
  ],
  [
    'a security scheme that cannot be checked',
    (d) => {
      d.components.securitySchemes = { login: { type: 'http', scheme: 'digest' } };
      d.security = [{ login: [] }];
    },
    [
      {
        text: /the security scheme login is of the type http digest, which is not checked/,
        pointer: '/components/securitySchemes/login',
      },
    ],
  ],
  [
    'a server that is no URL',
    (d) => (d.servers[0].url = 'https://<your host>/api'),
    [{ text: /is not a URL; it is served at \/api/, pointer: '/servers/0/url' }],
  ],
  [
    'a variable of a server without a default',
    (d) => (d.servers[0].url = 'https://{host}/api'),
    [{ text: /has the variable host, which has no default/, pointer: '/servers/0/url' }],
  ],
  [
    'a reference that leads nowhere, in what nobody uses',
    (d) =>
      Object.assign(d.components.schemas, {
        Idle: { properties: { a: { $ref: '#/components/schemas/Gone' } } },
        AlsoIdle: { items: { $ref: 'gone.yaml' } },
      }),
    [
      {
        text: /the reference #\/components\/schemas\/Gone leads nowhere; nothing uses what it stands in/,
        pointer: '/components/schemas/Idle/properties/a/$ref',
      },
      {
        text: /gone\.yaml leads nowhere: there is no such file;/,
        pointer: '/components/schemas/AlsoIdle/items/$ref',
      },
    ],
  ],
  [
    'a link that is a reference to nothing',
    (d) => (d.paths['/notes'].get.responses['200'].links = { it: { $ref: '#/components/links/gone' } }),
    [
      {
        text: /the reference #\/components\/links\/gone leads nowhere; it is left out/,
        pointer: '/paths/~1notes/get/responses/200/links/it/$ref',
      },
    ],
  ],
  [
    'links to no operation',
    (d) =>
      (d.paths['/notes'].get.responses['200'].links = {
        one: { operationId: 'gone' },
        two: { operationRef: '#/paths/~1gone/get' },
        three: { operationRef: '#/paths/~1notes~1%7Bid%7D/get' },
      }),
    ['one', 'two'].map((name) => ({
      text: new RegExp(`the link ${name} leads to .*gone.*, which is no operation of this document`),
      pointer: `/paths/~1notes/get/responses/200/links/${name}`,
    })),
  ],
  [
    'x-faker of other tools',
    (d) =>
      Object.assign(d.components.schemas.Problem.properties, {
        a: { type: 'string', 'x-faker': 'name.findName' },
        b: { type: 'string', 'x-faker': { fake: '{{name.firstName}}' } },
        c: { type: 'string', 'x-faker': true },
        d: { type: 'string', 'x-faker': 'constructor.constructor' },
      }),
    [
      /does not know name\.findName:.*; it is left out/,
      /does not know fake:/,
      /must be a name or/,
      /does not know constructor/,
    ].map((text, index) => ({
      text,
      pointer: `/components/schemas/Problem/properties/${'abcd'[index]}/x-faker`,
    })),
  ],
  [
    'operations that only OpenAPI 3.2 has',
    (d) => {
      d.openapi = '3.2.0';
      d.paths['/notes'].query = { responses: { 200: { description: 'it' } } };
      d.paths['/notes'].additionalOperations = { COPY: { responses: { 200: { description: 'it' } } } };
    },
    ['query', 'additionalOperations'].map((key) => ({
      text: new RegExp(`^${key} of OpenAPI 3.2 is not served`),
      pointer: `/paths/~1notes/${key}`,
    })),
  ],
  [
    'formats that nobody knows, each once',
    (d) => {
      const { properties } = d.components.schemas.Problem;
      Object.assign(properties, {
        a: { type: 'string', format: 'phone' },
        b: { type: 'string', format: 'phone' },
        c: { type: 'string', format: 'commonmark' },
      });
    },
    [
      {
        text: /the format "phone" is not known, here and at 1 other place: values are not held against it/,
        pointer: '/components/schemas/Problem/properties/a/format',
      },
    ],
  ],
];

describe('a security scheme that cannot be checked is told, and nothing is required of it', () => {
  test.each(some(UNCHECKED_SCHEMES, 4))('%s', async (_, scheme, text) => {
    const path = await tinyFile((d) => {
      d.components.securitySchemes = { login: scheme };
      d.security = [{ login: [] }];
    });
    const { warnings, operations } = await loadSpec(path);
    const told = warnings.filter(({ place }) => place.pointer === '/components/securitySchemes/login');
    expect(told.map(({ message }) => message).join('\n')).toMatch(text);
    expect(operations.map(({ security }) => security)).toEqual(operations.map(() => [{}]));
  });
});

describe('what hinders nothing is a warning with its place', () => {
  test.each(some(WARNED, 4))('%s', async (_, change, expected) => {
    const path = await tinyFile(change);
    const { warnings } = await loadSpec(path);
    expect(warnings.map(({ place }) => place.pointer)).toEqual(expected.map(({ pointer }) => pointer));
    for (const [at, { text }] of expected.entries()) {
      expect(warnings[at]?.message).toMatch(text);
      expect(warnings[at]?.place.file).toContain('tiny.yaml');
      expect(warnings[at]?.place.line).toBeGreaterThan(1);
    }
    const strict = await loadSpec(path, { strict: true }).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (expected.length === 0) expect(strict).toBeUndefined();
    else {
      expect(strict).toBeInstanceOf(SpecError);
      for (const warning of warnings) expect((strict as SpecError).message).toContain(toWarningText(warning));
    }
  });
});
