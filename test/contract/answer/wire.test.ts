import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { answer, findingsOf, PAGE, type Part, tinyOf, told } from './_answer.ts';

const tiny = await tinyOf();
const TEXT = JSON.stringify(PAGE);
const type = (value: string): Part => ({ headers: [['Content-Type', value]] });
const coded = (label: string | undefined, body: Uint8Array | string): Part => ({
  headers: [
    ['content-type', 'application/json'],
    ...(label === undefined ? [] : [['Content-Encoding', label] as const]),
  ],
  body,
});

describe('what is right', () => {
  const fine: [string, Part][] = [
    ['the plain answer', {}],
    ['a charset that is said', type('application/json; charset=utf-8')],
    ['the same, written otherwise', type('Application/JSON;CHARSET="UTF-8"')],
    ['UTF-8 in capitals', type('application/json; charset=UTF-8')],
    ['gzip', coded('gzip', gzipSync(TEXT))],
    ['brotli', coded('br', brotliCompressSync(TEXT))],
    ['deflate with its wrapping', coded('deflate', deflateSync(TEXT))],
    ['deflate without', coded('deflate', deflateRawSync(TEXT))],
    ['two encodings', coded('gzip, br', brotliCompressSync(gzipSync(TEXT)))],
    ['an encoding that is none', coded('identity', TEXT)],
    [
      'a right length',
      {
        headers: [
          ['Content-Type', 'application/json'],
          ['Content-Length', String(TEXT.length)],
        ],
      },
    ],
    [
      'an answer to HEAD',
      {
        body: '',
        headers: [
          ['Content-Type', 'application/json'],
          ['Content-Length', '99'],
        ],
        exchange: { request: { method: 'HEAD', url: 'http://a/', headers: [], body: undefined } },
      },
    ],
    ['a documented refusal', { status: 400, body: { problem: 'size is wrong' } }],
    ['numbers at the limit of JavaScript', { body: TEXT.replace('"total":1', '"total":9007199254740991') }],
    ['the same key in two objects', { body: { ...PAGE, notes: [PAGE.notes[0], PAGE.notes[0]] } }],
  ];
  test.each(fine)('%s', (_, part) => expect(told(tiny, part)).toEqual([]));

  test.each(['application/json', 'application/json;charset=UTF-8', 'application/json; charset="utf-8"'])(
    '%s, where the document has JSON with a charset',
    async (sent) => {
      const said = await tinyOf('listNotes', (document) => {
        const { content } = document.paths['/notes'].get.responses['200'];
        content['application/json; charset=utf-8'] = content['application/json'];
        delete content['application/json'];
      });
      expect(told(said, type(sent))).toEqual([]);
    },
  );
});

const wrong: [string, Part, string[]][] = [
  ['a body that was cut off', { response: { complete: false } }, ['connection: the answer is cut off']],
  [
    'less than announced',
    {
      headers: [
        ['content-type', 'application/json'],
        ['content-length', '999'],
      ],
    },
    ['connection: the body is shorter than its Content-Length'],
  ],
  [
    'more than announced',
    {
      headers: [
        ['content-type', 'application/json'],
        ['content-length', '5'],
      ],
    },
    ['connection: the body is longer than announced'],
  ],
  [
    'an endless body',
    { response: { complete: false, tooLong: true } },
    ['connection: the answer is longer than anybody reads'],
  ],
  ['a slow answer', { exchange: { milliseconds: 5000 } }, ['slow: the answer is slow']],
  [
    'a status that nobody documents',
    { status: 418, body: { problem: 'tea' } },
    ['status: the status 418 is not documented'],
  ],
  ['no content', { status: 204, body: '' }, ['status: the status 204 is not documented']],
  [
    'a failure of the server',
    { status: 503, body: 'busy', headers: [] },
    ['server-error: the server fails with status 503'],
  ],
  [
    'a redirect',
    { status: 307, body: '', headers: [['Location', '/login']] },
    ['redirect: the answer is a redirect (status 307)'],
  ],
  ['another media type', type('text/plain'), ['media-type: the media type text/plain is not documented']],
  [
    'another kind of JSON',
    type('application/problem+json'),
    [
      'media-type: the media type application/problem+json has another suffix or name than the documented application/json',
    ],
  ],
  ['no media type', { headers: [] }, ['media-type: there is no Content-Type']],
  ['a media type that is none', type('json'), ['media-type: the Content-Type cannot be read']],
  [
    'two media types',
    {
      headers: [
        ['Content-Type', 'application/json'],
        ['Content-Type', 'text/html'],
      ],
    },
    ['media-type: there is more than one Content-Type'],
  ],
  ['another charset', type('application/json; charset=gbk'), ['charset: JSON is sent as gbk']],
  [
    'gzip that is none',
    coded('gzip', TEXT),
    ['encoding: the Content-Encoding is gzip, and the body is not encoded so'],
  ],
  [
    'brotli that is none',
    coded('br', TEXT),
    ['encoding: the Content-Encoding is br, and the body is not encoded so'],
  ],
  [
    'gzip that does not say so',
    coded(undefined, gzipSync(TEXT)),
    ['encoding: the body is gzip, and no Content-Encoding says so'],
  ],
  [
    'gzip that says it is brotli',
    coded('br', gzipSync(TEXT)),
    ['encoding: the body says br and cannot be decoded'],
  ],
  [
    'gzip that is damaged',
    coded('gzip', gzipSync(TEXT).subarray(0, 30)),
    ['encoding: the body says gzip and cannot be decoded'],
  ],
  ['an encoding that nobody knows', coded('own', TEXT), ['encoding: the label own is not known']],
  ['a byte order mark', { body: `\ufeff${TEXT}` }, ['utf-8: the body begins with a byte order mark']],
  [
    'bytes that are not UTF-8',
    { body: Buffer.from(TEXT.replace('hello', 'caf\xe9'), 'latin1') },
    ['utf-8: the body is not valid UTF-8'],
  ],
  [
    'a character that is cut',
    { body: Buffer.concat([Buffer.from(TEXT), Buffer.from([0xe4, 0xbd])]) },
    ['utf-8: the body is not valid UTF-8', 'json: the body is not JSON'],
  ],
  ['UTF-16', { body: Buffer.from(TEXT, 'utf16le') }, ['json: the body is not JSON']],
  ['no body', { body: '' }, ['json: the body is empty']],
  [
    'a web page',
    { body: '<!DOCTYPE html><html></html>', ...type('text/html') },
    ['media-type: the media type text/html is not documented'],
  ],
  ['a web page that says it is JSON', { body: ' <html></html>' }, ['json: the body is a web page']],
  ['JSON that ends in its middle', { body: TEXT.slice(0, -9) }, ['json: the JSON ends in its middle']],
  ['a comma too many', { body: TEXT.replace(/\}$/, ',}') }, ['json: the body is not JSON']],
  ['two documents', { body: TEXT + TEXT }, ['json: the body is not JSON']],
  [
    'a number that is none',
    { body: TEXT.replace('"total":1', '"total":NaN') },
    ['json: the JSON has NaN, which JSON does not know'],
  ],
  ...['Infinity', '-Infinity', 'None', 'True', 'undefined'].map((word): [string, Part, string[]] => [
    `the word ${word}`,
    { body: TEXT.replace('"total":1', `"total":${word}`) },
    [`json: the JSON has ${word}, which JSON does not know`],
  ]),
  [
    'a negative number that no double holds, in a row',
    { body: TEXT.replace('"stars":3', '"stars":-1e400') },
    [
      'number-precision: the number at /notes/*/stars is too large: clients read it as Infinity',
      'schema: /notes/*/stars must be >= 0',
    ],
  ],
  [
    'JSON that no parser survives',
    { body: '['.repeat(600) + ']'.repeat(600) },
    ['json: the JSON cannot be read: it is nested deeper than 500 levels'],
  ],
  [
    'a key twice',
    { body: TEXT.replace('"stars"', '"title":"again","stars"') },
    ['duplicate-key: the key /notes/*/title stands twice in its object'],
  ],
  [
    'a key twice, one of them written otherwise',
    { body: TEXT.replace('"stars"', '"t\\u0069tle":"again","stars"') },
    ['duplicate-key: the key /notes/*/title stands twice in its object'],
  ],
  [
    'an integer that JavaScript changes',
    { body: TEXT.replace('"total":1', '"total":9007199254740993') },
    ['number-precision: the number at /total is beyond 2^53'],
  ],
  [
    'a number that no double holds',
    { body: TEXT.replace('"total":1', '"total":1e999') },
    ['number-precision: the number at /total is too large: clients read it as Infinity'],
  ],
];

describe('what is wrong is told by its check, and by no other', () => {
  test.each(wrong)('%s', (_, part, expected) => {
    const titles = told(tiny, part, { slow: 1000 });
    expect(
      titles.map((title, index) => (title.startsWith(expected[index] ?? '\0') ? expected[index] : title)),
    ).toEqual(expected);
  });

  test('an exchange without an answer breaks nothing', () =>
    expect(
      findingsOf(tiny, { exchange: { response: undefined, noAnswer: { why: 'reset', message: '' } } }),
    ).toEqual([]));

  test('a body that did not arrive is not held against its schema', () =>
    expect(told(tiny, { body: '{"notes":[', response: { complete: false } })).toEqual([
      'connection: the answer is cut off',
    ]));

  test('only what is wanted is looked at', () => {
    const wants = (check: string) => check === 'utf-8';
    expect(told(tiny, { status: 418, body: `\ufeff${TEXT}` }, { wants })).toEqual([
      'utf-8: the body begins with a byte order mark',
    ]);
  });

  test('a finding names the statement, the excerpt and a command that repeats the request', () => {
    const [found] = findingsOf(tiny, { body: { ...PAGE, total: 'one' } });
    expect(found).toMatchObject({
      check: 'schema',
      level: 'error',
      vendor: 'tiny',
      operation: 'listNotes',
      pointer: '/total',
      expected: 'must be integer',
      actual: '"one"',
      entries: ['property:200/total'],
      exchange: answer({ body: { ...PAGE, total: 'one' } }),
    });
    expect(found?.source.pointer).toBe(
      '/paths/~1notes/get/responses/200/content/application~1json/schema/properties/total/type',
    );
    expect(found?.source.line).toBeGreaterThan(0);
    expect(found?.curl).toMatch(/^curl /);
  });
});

describe('headers', () => {
  const withHeaders = tinyOf('listNotes', (document) => {
    document.paths['/notes'].get.responses['200'].headers = {
      'X-Count': { required: true, schema: { type: 'integer', minimum: 0 } },
      'X-Kind': { schema: { enum: ['a', 'b'], 'x-confab': { evidence: 'observed: seen' } } },
      'X-List': { schema: { type: 'array', items: { type: 'integer' } } },
      'Content-Type': { required: true, schema: { const: 'never looked at' } },
    };
  });
  const sent = (...headers: [string, string][]): Part => ({
    headers: [['Content-Type', 'application/json'], ...headers],
  });
  test.each<[string, Part, string[]]>([
    ['all there', sent(['x-count', '3'], ['X-KIND', 'a'], ['X-List', '1, 2']), []],
    ['only what is required', sent(['X-Count', '0']), []],
    ['a required one missing', sent(), ['header: the header X-Count is missing']],
    ['no number', sent(['X-Count', 'three']), ['header: the header X-Count must be integer']],
    ['below its minimum', sent(['X-Count', '-1']), ['header: the header X-Count must be >= 0']],
    [
      'another value',
      sent(['X-Count', '1'], ['X-Kind', 'c']),
      ['header: the header X-Kind must be one of "a", "b"'],
    ],
    [
      'twice',
      sent(['X-Count', '1'], ['X-Kind', 'a'], ['X-Kind', 'b']),
      ['header: the header X-Kind must be one of "a", "b"'],
    ],
    [
      'a list with another item',
      sent(['X-Count', '1'], ['X-List', '1,b']),
      ['header: the header X-List must be integer'],
    ],
  ])('%s', async (_, part, expected) => expect(told(await withHeaders, part)).toEqual(expected));

  test('weigh what they say of themselves', async () => {
    const part = sent(['X-Count', '1'], ['X-Kind', 'c']);
    expect(findingsOf(await withHeaders, part, { asserted: 'documented' })).toMatchObject([
      { level: 'warning', grade: 'observed' },
    ]);
  });
});
