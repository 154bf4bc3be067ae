import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createReplay } from '../../src/create-playback.ts';
import type { Header } from '../../src/http/exchange.ts';
import { toStoredRequest } from '../../src/record/incoming-request.ts';
import { matchKey } from '../../src/record/match-key.ts';
import type { RouteMatch } from '../../src/spec/match.ts';
import type { Operation } from '../../src/spec/spec.ts';
import { some } from '../_some.ts';
import { tinyFile } from '../_tiny.ts';
import { answerJson, fixturesOf, folder, withRecording, withReplay } from './_recording.ts';

interface Sent {
  readonly target?: string;
  readonly type?: string;
  readonly encoding?: string;
  readonly body?: string | Uint8Array;
  readonly ignore?: readonly string[];
}

/** The key of a request as it is sent. */
function keyOf({ target = '/notes', type, encoding, body = '', ignore = [] }: Sent): string {
  const headers: Header[] = [];
  if (type !== undefined) headers.push(['Content-Type', type]);
  if (encoding !== undefined) headers.push(['Content-Encoding', encoding]);
  const match = { route: { mount: '' } } as RouteMatch;
  const request = toStoredRequest(
    { method: 'POST', target, headers, body: new Uint8Array(Buffer.from(body)) },
    match,
  );
  const places = ignore.map((name) => ({ in: 'body', name: '', path: name.split('/') }));
  return matchKey(
    { spec: 'tiny', id: 'add', match: { ignore: places, also: [] } } as unknown as Operation,
    request,
  );
}

const JSON_TYPE = 'application/json';
const FORM = 'application/x-www-form-urlencoded';
const json = (body: string | Uint8Array, more: Sent = {}): Sent => ({ type: JSON_TYPE, body, ...more });
const form = (body: string, more: Sent = {}): Sent => ({ type: FORM, body, ...more });
type Part = readonly [head: string, content: string];
const field = (name: string, content: string): Part => [
  `Content-Disposition: form-data; name="${name}"`,
  content,
];
const file = (name: string, fileName: string, type: string, content: string): Part => [
  `Content-Disposition: form-data; name="${name}"; filename="${fileName}"\r\nContent-Type: ${type}`,
  content,
];
const parts = (boundary: string, all: readonly Part[], more: Sent = {}): Sent => ({
  type: `multipart/form-data; boundary=${boundary}`,
  body: `${all.map(([head, content]) => `--${boundary}\r\n${head}\r\n\r\n${content}\r\n`).join('')}--${boundary}--\r\n`,
  ...more,
});
const UPLOAD = [field('title', 'x'), file('file', 'a.txt', 'text/plain', 'one\ntwo')];
const BINARY = '\u0000\u0001ÿ';

describe('the same request', () => {
  test.each<[string, Sent, Sent]>(
    some<[string, Sent, Sent]>(
      [
        ['another order of names in the query', { target: '/notes?a=1&b=2' }, { target: '/notes?b=2&a=1' }],
        ['another way to escape in the path', { target: '/n%7Ex' }, { target: '/n~x' }],
        ['another order of keys', json('{"a":1,"b":{"c":2,"d":3}}'), json('{"b":{"d":3,"c":2},"a":1}')],
        ['other white space', json('{"a":[1,2]}'), json('{\n  "a": [ 1, 2 ]\n}\n')],
        ['a number written in another way', json('{"a":[1,10,0.5]}'), json('{"a":[1.0,1e1,5.0e-1]}')],
        ['a text with other escapes', json('{"a":"é/\\n"}'), json('{"a":"\\u00e9\\/\\u000a"}')],
        [
          'another Content-Type for the same JSON',
          json('{"a":1}'),
          { type: 'application/json; charset=utf-8', body: '{"a":1}' },
        ],
        [
          'long numbers in another order',
          json('{"id":12345678901234567890,"b":1}'),
          json('{ "b": 1.0, "id": 12345678901234567890 }'),
        ],
        [
          'a long number written in another way',
          json('[12345678901234567890]'),
          json('[1234567890123456789e1]'),
        ],
        ['a key that is called __proto__', json('{"__proto__":1,"a":2}'), json('{"a":2,"__proto__":1}')],
        [
          'a member that is ignored',
          json('{"a":1,"t":5}', { ignore: ['t'] }),
          json('{"a":1}', { ignore: ['t'] }),
        ],
        [
          '… beside a long number',
          json('{"id":12345678901234567890,"t":5}', { ignore: ['t'] }),
          json('{"id":12345678901234567890}', { ignore: ['t'] }),
        ],
        ['another order of names in a form', form('a=1&b=2'), form('b=2&a=1')],
        ['another way to escape in a form', form('a=x+y&b=%7E'), form('a=x%20y&b=~')],
        ['… with a charset', form('a=1&b=2'), { type: `${FORM}; charset=UTF-8`, body: 'b=2&a=1' }],
        [
          'a name of a form that is ignored',
          form('a=1&t=5', { ignore: ['t'] }),
          form('a=1&t=6', { ignore: ['t'] }),
        ],
        ['another boundary', parts('----a1', UPLOAD), parts('xyz', UPLOAD)],
        [
          'a boundary in quotes',
          parts('a1', UPLOAD),
          { ...parts('a=2', UPLOAD), type: 'multipart/form-data; boundary="a=2"' },
        ],
        ['another order of parts', parts('a', UPLOAD), parts('b', [...UPLOAD].reverse())],
        [
          'a part that says what is the default',
          parts('a', [field('a', 'x')]),
          parts('b', [[`${field('a', '')[0]}\r\nContent-Type: text/plain; charset=UTF-8`, 'x']]),
        ],
        [
          'names of headers of a part in another case',
          parts('a', UPLOAD),
          parts(
            'b',
            UPLOAD.map(
              ([head, content]) =>
                [head.replace('Content-Disposition', 'content-disposition'), content] as const,
            ),
          ),
        ],
        [
          'JSON in a part, with other white space',
          parts('a', [file('f', 'a.json', JSON_TYPE, '{"a":1,"b":2}')]),
          parts('b', [file('f', 'a.json', JSON_TYPE, '{ "b": 2, "a": 1 }')]),
        ],
        [
          'bytes in a part',
          parts('a', [file('f', 'a.bin', 'application/octet-stream', BINARY)]),
          parts('b', [file('f', 'a.bin', 'application/octet-stream', BINARY)]),
        ],
        [
          'a part that is ignored',
          parts('a', [field('a', '1'), field('t', '5')], { ignore: ['t'] }),
          parts('b', [field('a', '1'), field('t', '6')], { ignore: ['t'] }),
        ],
        ...(['gzip', 'x-gzip', 'deflate', 'br'] as const).map((encoding): [string, Sent, Sent] => {
          const pack = { gzip: gzipSync, 'x-gzip': gzipSync, deflate: deflateSync, br: brotliCompressSync }[
            encoding
          ];
          return [`packed by ${encoding}`, json('{"a":1}'), json(pack('{ "a": 1 }'), { encoding })];
        }),
        [
          'packed by a bare deflate',
          json('{"a":1}'),
          json(deflateRawSync('{"a":1}'), { encoding: 'deflate' }),
        ],
        [
          'packed twice',
          json('{"a":1}'),
          json(brotliCompressSync(gzipSync('{"a":1}')), { encoding: 'gzip, br' }),
        ],
        [
          'an upload that is packed',
          parts('a', UPLOAD),
          { ...parts('b', UPLOAD), encoding: 'gzip', body: gzipSync(parts('b', UPLOAD).body as string) },
        ],
        [
          'an encoding that nobody knows, with the same bytes',
          json('abc', { encoding: 'zzz' }),
          json('abc', { encoding: 'zzz' }),
        ],
      ],
      4,
    ),
  )('%s', (_, a, b) => expect(keyOf(b)).toBe(keyOf(a)));
});

describe('not the same request', () => {
  test.each<[string, Sent, Sent]>(
    some<[string, Sent, Sent]>(
      [
        ['another order of values of one name', { target: '/notes?a=1&a=2' }, { target: '/notes?a=2&a=1' }],
        ['another value', json('{"a":1}'), json('{"a":2}')],
        ['a number and its text', json('{"a":1}'), json('{"a":"1"}')],
        ['null and nothing', json('{"a":null}'), json('{}')],
        ['another order of a list', json('[1,2]'), json('[2,1]')],
        [
          'long numbers that a double rounds to one',
          json('[12345678901234567890]'),
          json('[12345678901234567891]'),
        ],
        ['a long number and its text', json('[12345678901234567890]'), json('["12345678901234567890"]')],
        [
          'fractions that a double rounds to one',
          json('[0.12345678901234567891]'),
          json('[0.12345678901234567892]'),
        ],
        [
          'a list that looks like a long number',
          json('[["#","12345678901234567890e0"]]'),
          json('[12345678901234567890]'),
        ],
        ['a key twice', json('{"a":1,"a":2}'), json('{"a":2}')],
        ['a member of a list that looks like an object', json('{"a":1}'), json('["{",["a",1]]')],
        ['another order of values in a form', form('a=1&a=2'), form('a=2&a=1')],
        ['a form and a text', form('a=1'), { type: 'text/plain', body: 'a=1' }],
        ['a form with one name more', form('a=1'), form('a=1&b=')],
        ['white space in a text', { type: 'text/plain', body: 'a b' }, { type: 'text/plain', body: 'a  b' }],
        ['another name of a part', parts('a', [field('a', 'x')]), parts('a', [field('b', 'x')])],
        [
          'another name of a file',
          parts('a', UPLOAD),
          parts('a', [field('title', 'x'), file('file', 'b.txt', 'text/plain', 'one\ntwo')]),
        ],
        [
          'another type of a file',
          parts('a', UPLOAD),
          parts('a', [field('title', 'x'), file('file', 'a.txt', 'text/html', 'one\ntwo')]),
        ],
        [
          'another content of a file',
          parts('a', UPLOAD),
          parts('a', [field('title', 'x'), file('file', 'a.txt', 'text/plain', 'one\nthree')]),
        ],
        [
          'a line break at the end of a file',
          parts('a', [file('f', 'a', 'text/plain', 'x')]),
          parts('a', [file('f', 'a', 'text/plain', 'x\r\n')]),
        ],
        ['a field and a file', parts('a', [field('f', 'x')]), parts('a', [file('f', '', 'text/plain', 'x')])],
        [
          'another order of parts of one name',
          parts('a', [field('f', '1'), field('f', '2')]),
          parts('a', [field('f', '2'), field('f', '1')]),
        ],
        ['a part less', parts('a', UPLOAD), parts('a', UPLOAD.slice(1))],
        [
          'JSON in a field that is text',
          parts('a', [field('f', '{"a":1}')]),
          parts('a', [field('f', '{ "a":1}')]),
        ],
        [
          'what is in the packed bytes',
          json(gzipSync('{"a":1}'), { encoding: 'gzip' }),
          json(gzipSync('{"a":2}'), { encoding: 'gzip' }),
        ],
        ['an empty body and an empty object', json(''), json('{}')],
      ],
      4,
    ),
  )('%s', (_, a, b) => expect(keyOf(b)).not.toBe(keyOf(a)));
});

test.each(
  some(
    [
      ['gzip', gzipSync],
      ['deflate', deflateSync],
      ['br', brotliCompressSync],
    ] as const,
    4,
  ),
)('%s: a request that is too long when it is unpacked is refused', async (encoding, pack) => {
  const replay = await createReplay({ env: {} });
  const operation = replay.specs
    .flatMap(({ operations }) => operations)
    .find(({ method }) => method === 'POST');
  const response = await replay.fetch(replay.url() + operation?.bases[0] + operation?.path, {
    method: 'POST',
    headers: { 'Content-Encoding': encoding },
    body: new Uint8Array(pack(Buffer.alloc(16 * 1024 * 1024 + 1))),
  });
  expect([response.status, response.headers.get('x-confab-cause')]).toEqual([413, 'request-too-long']);
});

describe('an upload', () => {
  const upload = () =>
    tinyFile((document) => {
      document.paths['/notes'].post = {
        operationId: 'addNote',
        'x-confab': { safe: true },
        responses: { 200: { description: 'Fine' } },
      };
    });
  const send = (url: string, text = 'one') => {
    const body = new FormData();
    body.append('title', 'x');
    body.append('file', new File([text], 'a.txt', { type: 'text/plain' }));
    // fetch chooses the boundary.
    return fetch(`${url}/api/notes`, { method: 'POST', body });
  };

  test('that was recorded is found again, and the refusal of another one names the part', async () => {
    const spec = await upload();
    const out = await folder();
    await withRecording(
      spec,
      answerJson({ n: 1 }),
      async ({ url, asked }) => {
        await send(url);
        await send(url);
        expect(asked()).toBe(2);
      },
      { out },
    );
    expect((await fixturesOf(out)).map(({ times }) => times)).toEqual([2]);
    await withReplay(spec, out, async (url) => {
      expect((await send(url)).status).toBe(200);
      const refused = await send(url, 'two');
      expect([refused.status, ((await refused.json()) as any).detail]).toEqual([
        501,
        expect.stringMatching(
          /The nearest is .*: part file is \["a\.txt","text\/plain","text","one"\] there and/,
        ),
      ]);
    });
  });
});
