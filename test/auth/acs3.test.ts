import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  authorization,
  canonicalHeaders,
  canonicalPath,
  canonicalQuery,
  canonicalRequest,
  encode,
  sha256,
  signature,
  stringToSign,
} from '../../src/auth/acs3.ts';
import { createAcs3 } from '../../src/auth/acs3-verify.ts';
import { signAcs3 } from '../_sign-acs3.ts';
import { request } from './_auth-request.ts';

interface Vector {
  name: string;
  source: string;
  request: Parameters<typeof canonicalRequest>[0];
  id: string;
  secret: string;
  canonicalRequest: string;
  stringToSign: string;
  signature: string;
  authorization: string;
}

const folder = new URL('../vectors/acs3/', import.meta.url);
const vectors = readdirSync(folder).map(
  (name): Vector => JSON.parse(readFileSync(new URL(name, folder), 'utf8')),
);
const NOTHING = sha256('');

test('there are vectors', () => expect(vectors.length).toBeGreaterThanOrEqual(7));

describe.each(vectors)('$name ($source)', (vector) => {
  const { headers, ...rest } = vector.request;
  const isSigned = (name: string) => /^(host|content-type|x-acs-.*)$/.test(name);
  const signed = Object.fromEntries(Object.entries(headers).filter(([name]) => isSigned(name)));
  const date = Date.parse(headers['x-acs-date'] as string);

  test('canonical request', () => {
    expect(canonicalRequest({ ...rest, headers: signed })).toBe(vector.canonicalRequest);
  });

  test('string to sign', () => {
    expect(stringToSign(vector.canonicalRequest)).toBe(vector.stringToSign);
  });

  test('signature', () => {
    expect(signature(vector.secret, vector.stringToSign)).toBe(vector.signature);
  });

  test('Authorization header', () => {
    const names = Object.keys(signed).sort();
    expect(authorization(vector.id, names, vector.signature)).toBe(vector.authorization);
  });

  test('all of it: signed', () => {
    const nonce = headers['x-acs-signature-nonce'] as string;
    const { id, secret } = vector;
    expect(signAcs3(vector.request, { id, secret, now: date, nonce })).toEqual({
      ...headers,
      authorization: vector.authorization,
    });
  });

  test('all of it: verified', () => {
    const verify = createAcs3([`${vector.id}:${vector.secret}`], { now: () => date });
    const sent = request(
      { ...headers, authorization: vector.authorization },
      { ...rest, paths: [vector.request.path] },
    );
    expect(verify(sent)).toEqual({ ok: true, principal: vector.id });
  });
});

describe('a text is encoded', () => {
  test.each([
    ['letters, digits and the four signs stay', 'AZaz09-_.~', 'AZaz09-_.~'],
    ['a blank', ' ', '%20'],
    ['signs that encodeURIComponent leaves', "!'()*", '%21%27%28%29%2A'],
    ['signs of URLs', ':/?#[]@$&+,;=', '%3A%2F%3F%23%5B%5D%40%24%26%2B%2C%3B%3D'],
    ['the rest of ASCII', '"<>\\^`{|}%', '%22%3C%3E%5C%5E%60%7B%7C%7D%25'],
    ['control characters', '\0\n\r\t\x7f', '%00%0A%0D%09%7F'],
    ['beyond ASCII, as UTF-8', 'é测', '%C3%A9%E6%B5%8B'],
    ['beyond the basic plane', '😀', '%F0%9F%98%80'],
  ])('%s', (_, text, encoded) => expect(encode(text)).toBe(encoded));
});

describe('a path', () => {
  test.each([
    ['the root', '/', '/'],
    ['plain', '/api/v1/modelRouter', '/api/v1/modelRouter'],
    ['with a slash at its end', '/a/', '/a/'],
    ['with empty segments', '//a//b', '//a//b'],
    ['an encoded slash stays within its segment', '/a%2Fb/c', '/a%2Fb/c'],
    ['an asterisk, raw or encoded', '/*/%2A/%2a', '/%2A/%2A/%2A'],
    ['a tilde, raw or encoded', '/~/%7E/%7e', '/~/~/~'],
    ['a blank, encoded', '/a%20b', '/a%20b'],
    ['a plus sign is itself', '/a+b/%2B', '/a%2Bb/%2B'],
    ['signs that clients leave raw', "/a:b@c!$&'(),;=", '/a%3Ab%40c%21%24%26%27%28%29%2C%3B%3D'],
    ['letters that need no encoding', '/%41%2D%5f', '/A-_'],
    ['lower-case hexadecimal', '/%e6%b5%8b', '/%E6%B5%8B'],
    ['raw UTF-8', '/测😀', '/%E6%B5%8B%F0%9F%98%80'],
    ['an encoded percent sign is decoded once', '/%2541', '/%2541'],
    ['a broken escape is text', '/100%/%zz', '/100%25/%25zz'],
    ['bytes that are no UTF-8 are text', '/%ff', '/%25ff'],
  ])('%s', (_, path, canonical) => expect(canonicalPath(path)).toBe(canonical));
});

describe('a query', () => {
  test.each([
    ['empty', '', ''],
    ['one parameter', 'a=1', 'a=1'],
    ['sorted by name', 'b=1&a=2&c=0', 'a=2&b=1&c=0'],
    ['capitals first', 'a=1&B=2&_=3', 'B=2&_=3&a=1'],
    ['digits are characters', 'Tag.2=a&Tag.10=b&Tag.1=c', 'Tag.1=c&Tag.10=b&Tag.2=a'],
    ['a name before those it begins', 'ab=1&a=2', 'a=2&ab=1'],
    ['sorted as decoded', 'a%3A=1&a1=2', 'a1=2&a%3A=1'],
    ['an encoded name is the name', '%62=1&a=2&c=3', 'a=2&b=1&c=3'],
    ['a name without a value', 'a&b=', 'a=&b='],
    ['a value without a name', '=1', '=1'],
    ['an equals sign in a value', 'a=b=c', 'a=b%3Dc'],
    ['ampersands alone', '&&a=1&&', 'a=1'],
    ['a repeated name, by value', 'a=2&a=10&a=1', 'a=1&a=10&a=2'],
    ['the same twice', 'a=1&a=1', 'a=1&a=1'],
    ['a blank as %20 and as plus', 'a=b%20c&d=e+f&g+h=1', 'a=b%20c&d=e%20f&g%20h=1'],
    ['a plus sign is %2B', 'a=1%2B1', 'a=1%2B1'],
    ['a raw blank', 'a=b c', 'a=b%20c'],
    ['signs that clients leave raw', "a=*!'()~", 'a=%2A%21%27%28%29~'],
    ['the same signs, encoded', 'a=%2a%21%27%28%29%7e', 'a=%2A%21%27%28%29~'],
    ['separators in a value', 'a=%26%3D%3F%23', 'a=%26%3D%3F%23'],
    ['slashes, colons and question marks', 'a=b/c:d?e', 'a=b%2Fc%3Ad%3Fe'],
    ['a JSON value', 'a=["x",1]', 'a=%5B%22x%22%2C1%5D'],
    ['beyond ASCII, raw and encoded', 'a=测&b=%E6%B5%8B', 'a=%E6%B5%8B&b=%E6%B5%8B'],
    ['decoded once', 'a=%2520', 'a=%2520'],
    ['a broken escape is text', 'a=100%&b=%zz', 'a=100%25&b=%25zz'],
    ['beyond the basic plane last, as code points go', '😀=1&～=2', '%EF%BD%9E=2&%F0%9F%98%80=1'],
    ['names of Object', '__proto__=1&constructor', '__proto__=1&constructor='],
  ])('%s', (_, query, canonical) => expect(canonicalQuery(query)).toBe(canonical));
});

describe('headers', () => {
  test.each<[string, Record<string, string>, string]>([
    ['none', {}, ''],
    [
      'a line for each, sorted by name',
      { 'x-acs-b': '1', host: 'h', 'x-acs-a': '2' },
      'host:h\nx-acs-a:2\nx-acs-b:1\n',
    ],
    ['trimmed', { host: ' \th ' }, 'host:h\n'],
    ['blanks within a value stay', { host: 'a  b' }, 'host:a  b\n'],
    ['an empty value', { 'x-acs-a': '' }, 'x-acs-a:\n'],
    ['a hyphen stands before a letter', { 'x-acs-ab': '1', 'x-acs-a-b': '2' }, 'x-acs-a-b:2\nx-acs-ab:1\n'],
    ['a name that is a number', { b: '1', 7: '2' }, '7:2\nb:1\n'],
  ])('%s', (_, headers, text) => expect(canonicalHeaders(headers)).toBe(text));

  test('a canonical request without any keeps all its lines', () => {
    const parts = { method: 'GET', path: '/', query: '', headers: {}, body: '' };
    expect(canonicalRequest(parts)).toBe(`GET\n/\n\n\n\n${NOTHING}`);
  });
});

describe('a signed request', () => {
  const signer = { id: 'testid', secret: 'testsecret', now: Date.UTC(2026, 2, 20, 8, 0, 0, 999), nonce: 'n' };
  const sign = (parts: Partial<Parameters<typeof canonicalRequest>[0]>) =>
    signAcs3({ method: 'GET', path: '/', query: '', headers: { host: 'h' }, body: '', ...parts }, signer);
  const namesOf = (headers: Record<string, string>) =>
    /SignedHeaders=([^,]*)/.exec(headers.authorization as string)?.[1];

  test('has the headers of the signature, the date cut to seconds', () => {
    expect(sign({})).toEqual({
      host: 'h',
      'x-acs-date': '2026-03-20T08:00:00Z',
      'x-acs-signature-nonce': 'n',
      'x-acs-content-sha256': NOTHING,
      authorization: expect.stringMatching(
        /^ACS3-HMAC-SHA256 Credential=testid,SignedHeaders=.*,Signature=[0-9a-f]{64}$/,
      ),
    });
  });

  test.each<[string, Record<string, string>, string]>([
    [
      'host and every x-acs- header',
      { host: 'h', 'x-acs-z': '1' },
      'host;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-z',
    ],
    [
      'content-type too',
      { 'content-type': 'text/plain' },
      'content-type;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce',
    ],
    [
      'in lower case',
      { Host: 'h', 'X-Acs-A': '1' },
      'host;x-acs-a;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce',
    ],
    [
      'no others',
      { accept: 'a', 'user-agent': 'b', 'x-ac': 'c' },
      'x-acs-content-sha256;x-acs-date;x-acs-signature-nonce',
    ],
  ])('signs %s', (_, headers, names) => expect(namesOf(sign({ headers }))).toBe(names));

  test("writes over a date, a nonce and a hash in the caller's spelling", () => {
    const own = { host: 'h', 'X-Acs-Date': 'd', 'X-Acs-Signature-Nonce': 'o', 'X-Acs-Content-Sha256': 's' };
    expect(sign({ headers: own })).toEqual(sign({}));
  });

  test('a body is the same as text and as bytes', () => {
    const body = '{"title":"测试"}';
    expect(sign({ body })).toEqual(sign({ body: new TextEncoder().encode(body) }));
    expect(sign({ body })['x-acs-content-sha256']).toBe(sha256(body));
    expect(sign({ body })).not.toEqual(sign({}));
  });

  test('a secret beyond ASCII is UTF-8', () => {
    const expected = createHmac('sha256', Buffer.from('密钥', 'utf8')).update('text').digest('hex');
    expect(signature('密钥', 'text')).toBe(expected);
  });
});
