import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';
import type { JsonObject } from '../../src/spec/json.ts';
import { loadSpec } from '../../src/spec/load.ts';
import { requestError } from '../../src/spec/request-errors.ts';
import { toRequestParts } from '../../src/spec/request-values.ts';
import type { Operation } from '../../src/spec/spec.ts';
import { file } from '../_tiny.ts';

const NOTE = {
  type: 'object',
  required: ['n'],
  additionalProperties: false,
  properties: {
    n: { type: 'integer', maximum: 9 },
    ok: { type: 'boolean' },
    tags: { type: 'array', items: { type: 'integer' }, maxItems: 2 },
    deep: { type: 'object', required: ['x'], properties: { x: { type: 'integer' } } },
    rows: { type: 'array', items: { type: 'object', properties: { x: { type: 'integer' } } } },
    none: { type: ['integer', 'null'] },
    either: { oneOf: [{ type: 'integer' }, { type: 'string', enum: ['all'] }] },
  },
};
const FORM = 'application/x-www-form-urlencoded';

const path = (content: object, required = true) => ({
  post: {
    requestBody: { required, content },
    responses: {
      '204': { description: 'Valid' },
      '400': { description: 'Not' },
      '415': { description: 'Not' },
    },
  },
});
const document = await file('bodies.yaml', {
  openapi: '3.1.0',
  info: { title: 'Bodies', version: '1' },
  paths: {
    '/form': path({ [FORM]: { schema: NOTE } }),
    '/styled': path({
      [FORM]: {
        schema: NOTE,
        encoding: {
          tags: { style: 'form', explode: false },
          deep: { style: 'deepObject', explode: true },
          rows: { style: 'deepObject', explode: true },
        },
      },
    }),
    '/file': path({
      'multipart/form-data': {
        schema: {
          type: 'object',
          required: ['file'],
          properties: {
            n: { type: 'integer' },
            file: { type: 'string', format: 'binary', maxLength: 4 },
            deep: NOTE.properties.deep,
            more: { type: 'array', items: { type: 'string' } },
          },
        },
        encoding: { file: { contentType: 'image/png, text/*' } },
      },
    }),
    '/text': path({ 'text/plain': { schema: { type: 'string', maxLength: 3 } } }),
    '/number': path({ 'text/plain': { schema: { type: 'integer' } } }),
    '/any': path({ '*/*': { schema: NOTE } }),
    '/json': path({ 'application/json': { schema: NOTE } }),
    '/both': path({ [FORM]: { schema: NOTE }, 'application/vnd.note+json': { schema: NOTE } }),
    '/xml': path({ 'application/xml': { schema: NOTE } }),
    '/maybe': path({ [FORM]: { schema: NOTE } }, false),
    '/read': {
      get: {
        requestBody: path({ 'application/json': {} }).post.requestBody,
        responses: { '204': { description: 'Valid' } },
      },
    },
  },
});
const mock = await createMock({ vendors: [document] });
const spec = await loadSpec(document);

async function post(at: string, body: RequestInit['body'], headers: Record<string, string> = {}) {
  const answer = await mock.fetch(`http://x${at}`, { method: 'POST', body: body ?? null, headers });
  const cause = answer.headers.get('x-confab-cause') ?? String(answer.status);
  return cause.replace(/^(\S+); (\S+) .*$/s, '$1 $2');
}

describe('a form', () => {
  test.each<[string, string, string]>([
    ['/form', 'n=1', '204'],
    ['/form', 'n=x', 'invalid-parameter n'],
    ['/form', 'n=10', 'invalid-parameter n'],
    ['/form', 'ok=true', 'missing-parameter n'],
    ['/form', '', 'missing-parameter n'],
    ['/form', 'n=1&ok=yes', 'invalid-parameter ok'],
    ['/form', 'n=1&tags=1&tags=2', '204'],
    ['/form', 'n=1&tags=1', '204'],
    ['/form', 'n=1&tags[]=1&tags[]=2', '204'],
    ['/form', 'n=1&tags=1&tags=x', 'invalid-parameter tags'],
    ['/form', 'n=1&tags=1&tags=2&tags=3', 'invalid-parameter tags'],
    ['/form', 'n=1&deep=%7B%22x%22%3A1%7D', '204'],
    ['/form', 'n=1&deep=%7B%22x%22%3A%22y%22%7D', 'invalid-parameter deep'],
    ['/form', 'n=1&deep=%7B', 'invalid-parameter deep'],
    ['/form', 'n=1&deep[x]=1', '204'],
    ['/form', 'n=1&deep[x]=y', 'invalid-parameter deep'],
    ['/form', 'n=1&rows[0][x]=1&rows[1][x]=2', '204'],
    ['/form', 'n=1&rows[0][x]=1&rows[1][x]=y', 'invalid-parameter rows'],
    ['/form', 'n=1&none=', '204'],
    ['/form', 'n=1&either=5', '204'],
    ['/form', 'n=1&either=all', '204'],
    ['/form', 'n=1&either=some', 'invalid-parameter either'],
    ['/form', 'n=1&other=1', 'invalid-parameter other'],
    ['/form', 'n=1&__proto__[x]=1', 'invalid-parameter __proto__[x]'],
    ['/styled', 'n=1&tags=1,2', '204'],
    ['/styled', 'n=1&tags=1,x', 'invalid-parameter tags'],
    ['/styled', 'n=1&deep[x]=1', '204'],
    ['/styled', 'n=1&deep[x]=y', 'invalid-parameter deep'],
    ['/styled', 'n=1&rows[][x]=1&rows[][x]=2', '204'],
    ['/any', 'n=1', '204'],
    ['/any', 'n=x', 'invalid-parameter n'],
    ['/both', 'n=x', 'invalid-parameter n'],
    ['/maybe', '', '204'],
    ['/maybe', 'n=x', 'invalid-parameter n'],
  ])('%s %s → %s', async (at, body, expected) => {
    expect((await post(at, body, { 'content-type': FORM })).split(' ').slice(0, 2).join(' ')).toBe(expected);
  });
});

describe('a form in parts', () => {
  const png = (text: string) => new File([text], 'a.png', { type: 'image/png' });
  test.each<[string, Record<string, string | File | (string | File)[]>, string]>([
    ['a file', { file: png('abc') }, '204'],
    [
      'a file of bytes that are no text',
      { file: new File([new Uint8Array([255, 254, 0, 1])], 'a', { type: 'image/png' }) },
      '204',
    ],
    ['no file', { n: '1' }, 'missing-parameter file'],
    ['too large a file', { file: png('abcde') }, 'invalid-parameter file'],
    [
      'a file of another type',
      { file: new File(['a'], 'a', { type: 'image/gif' }) },
      'invalid-parameter file',
    ],
    ['a file of a type in a range', { file: new File(['a'], 'a', { type: 'text/csv' }) }, '204'],
    ['a number', { file: png('a'), n: '1' }, '204'],
    ['no number', { file: png('a'), n: 'x' }, 'invalid-parameter n'],
    ['an object', { file: png('a'), deep: '{"x":1}' }, '204'],
    ['a wrong object', { file: png('a'), deep: '{"x":"y"}' }, 'invalid-parameter deep'],
    ['several', { file: png('a'), more: ['a', 'b'] }, '204'],
  ])('%s → %s', async (_, fields, expected) => {
    const form = new FormData();
    for (const [name, all] of Object.entries(fields)) for (const one of [all].flat()) form.append(name, one);
    expect(await post('/file', form)).toBe(expected);
  });

  test.each<[string, string, string]>([
    ['no boundary', 'multipart/form-data', '--a\r\n\r\n--a--'],
    ['another boundary', 'multipart/form-data; boundary=b', '--a\r\n\r\n--a--'],
    ['no end', 'multipart/form-data; boundary=a', '--a\r\nContent-Disposition: form-data; name="n"\r\n\r\n1'],
    ['a part without a name', 'multipart/form-data; boundary=a', '--a\r\nX: y\r\n\r\n1\r\n--a--'],
  ])('%s is refused', async (_, type, body) => {
    expect(await post('/file', body, { 'content-type': type })).toBe('malformed-body body');
  });

  test('lines that end without a carriage return, a quoted boundary, names with quotes', async () => {
    const body = '--a b\nContent-Disposition: form-data; name="file"; filename="q\\"q"\n\nabc\n--a b--\n';
    expect(await post('/file', body, { 'content-type': 'multipart/form-data; boundary="a b"' })).toBe('204');
  });
});

describe('other media types', () => {
  test.each<[string, string, string, string]>([
    ['/text', 'text/plain', 'abc', '204'],
    ['/text', 'text/plain; charset=utf-8', 'abcd', 'invalid-parameter body'],
    ['/number', 'text/plain', '5', '204'],
    ['/number', 'text/plain', 'x', 'invalid-parameter body'],
    ['/any', 'application/json', '{"n":"x"}', 'invalid-parameter n'],
    ['/any', 'application/vnd.x+json', '{"n":1}', '204'],
    ['/any', 'application/octet-stream', 'x', '204'],
    ['/both', 'application/vnd.note+json', '{"n":"x"}', 'invalid-parameter n'],
    ['/both', 'text/plain', 'x', 'wrong-content-type Content-Type'],
    ['/xml', 'application/xml', '<note/>', '204'],
    ['/form', 'application/json', '{"n":1}', 'wrong-content-type Content-Type'],
  ])('%s %s %s → %s', async (at, type, body, expected) => {
    const found = await post(at, body, { 'content-type': type });
    expect(found.replace('malformed-body', 'invalid-parameter')).toBe(expected);
  });

  test('a body that a GET is said to have is not asked for: no server reads one', async () => {
    expect((await mock.fetch('http://x/read')).status).toBe(204);
  });
});

describe('a body in a content encoding', () => {
  const json = JSON.stringify({ n: 1 });
  const wrong = JSON.stringify({ n: 'x' });
  const type = { 'content-type': 'application/json' };
  test.each<[string, string, (text: string) => Uint8Array]>([
    ['gzip', 'gzip', gzipSync],
    ['x-gzip', 'x-gzip', gzipSync],
    ['deflate', 'deflate', deflateSync],
    ['deflate without its head', 'deflate', deflateRawSync],
    ['br', 'br', brotliCompressSync],
    ['gzip in br', 'gzip, br', (text) => brotliCompressSync(gzipSync(text))],
    ['identity', 'identity', (text) => Buffer.from(text)],
  ])('%s is read', async (_, label, encode) => {
    const headers = { ...type, 'content-encoding': label };
    expect(await post('/json', new Uint8Array(encode(json)), headers)).toBe('204');
    expect(await post('/json', new Uint8Array(encode(wrong)), headers)).toBe('invalid-parameter n');
  });

  test('a form in gzip, in parts and not', async () => {
    const headers = { 'content-type': FORM, 'content-encoding': 'gzip' };
    expect(await post('/form', new Uint8Array(gzipSync('n=x')), headers)).toBe('invalid-parameter n');
  });

  test.each<[string, string, string | Uint8Array, string]>([
    ['is not so encoded', 'gzip', json, 'malformed-body body'],
    ['ends too early', 'gzip', new Uint8Array(gzipSync(json)).slice(0, 15), 'malformed-body body'],
    ['is in an encoding that nobody knows', 'confab', json, 'wrong-content-type Content-Encoding'],
  ])('that %s is refused', async (_, label, body, expected) => {
    expect(await post('/json', body, { ...type, 'content-encoding': label })).toBe(expected);
  });

  test('that is small and decodes to more than a mock reads is refused', async () => {
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(2_000_000, ' ')));
    const headers = { ...type, 'content-encoding': 'gzip' };
    const answer = await mock.fetch('http://x/json', { method: 'POST', body: bomb, headers });
    expect(answer.status).toBe(413);
  });
});

describe('what the contract sends is what the mock reads', () => {
  const byPath = (at: string) => spec.operations.find((one) => one.path === at) as Operation;
  test.each<[string, JsonObject, string]>([
    ['/form', { n: 1, ok: true, tags: [1, 2], deep: { x: 1 }, rows: [{ x: 1 }] }, '204'],
    ['/form', { n: 'x' }, 'invalid-parameter n'],
    ['/styled', { n: 1, tags: [1, 2], deep: { x: 1 }, rows: [{ x: 1 }, { x: 2 }] }, '204'],
    ['/file', { n: 1, file: 'abc', deep: { x: 1 }, more: ['a', 'b'] }, '204'],
    ['/file', { n: 1, file: 'abcde' }, 'invalid-parameter file'],
    ['/any', { n: 1 }, '204'],
    ['/any', { n: 10 }, 'invalid-parameter n'],
    ['/both', { n: 1 }, '204'],
  ])('%s %j → %s', async (at, body, expected) => {
    const operation = byPath(at);
    const values = { path: {}, query: {}, header: {}, cookie: {}, body };
    const { target, headers, body: text } = toRequestParts(operation, values);
    expect(await post(target, text, headers)).toBe(expected);
    const error = requestError(spec, operation, values);
    expect(error ? `${error.causes[0]} ${error.field}` : '204').toBe(expected);
  });
});
