import { beforeAll, describe, expect, test } from 'vitest';
import { createRedactor } from '../../src/record/redactor.ts';
import { toBytes } from '../../src/record/stored-body.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import type { Spec } from '../../src/spec/spec.ts';
import { some } from '../_some.ts';
import { tinyFile } from '../_tiny.ts';
import { FORMS, type Planted } from './_forms.ts';
import { CHARSETS, FORMED, inCharset, NOT_SECRET } from './_planted.ts';
import { type Case, forms, inBody, leftIn, productOf, stored, utf8 } from './_product.ts';

let spec: Spec;
beforeAll(async () => {
  spec = (await loadSpecs({ vendors: [await tinyFile()] }))[0] as Spec;
});

describe('a secret is taken out of every form, charset and wrapping, a part of them:', () => {
  test.each(some([...productOf(6)], 4))('%s', (_, cases) => expect(leftIn(spec, cases)).toEqual([]));
});

test('what was redacted is redacted no further, in any form', () => {
  const cases = productOf(1).get('api_key') ?? [];
  expect(cases.length).toBeGreaterThan(80);
  expect(leftIn(spec, cases, { again: true })).toEqual([]);
});

test.each(some(CHARSETS, 4))('in %s with %s, told by %s, everything else keeps its bytes', (...charset) => {
  const { bytes, type } = inCharset(FORMS.element?.('password', 'hunter2-xyzzy') as Planted, charset);
  const clean = createRedactor({ spec }).exchange(
    { method: 'GET', url: '/api/notes', headers: [] },
    { status: 200, headers: [`Content-Type: ${type}`], body: stored(bytes) },
  );
  const shown = Buffer.from(toBytes(clean.response.body));
  const secret = inCharset({ type: '', text: 'hunter2-xyzzy' }, [charset[0], '', 'label']).bytes;
  const at = Buffer.from(bytes).indexOf(secret);
  const behind = Buffer.from(bytes).subarray(at + secret.length);
  expect(shown.subarray(0, at)).toEqual(Buffer.from(bytes).subarray(0, at));
  expect(shown.subarray(-behind.length)).toEqual(behind);
});

describe('a secret is taken out of every place of a message', () => {
  const token = '8f3a91c07b5d4e2f';
  test.each<[string, Omit<Case, 'what' | 'secret'>]>(
    some<[string, Omit<Case, 'what' | 'secret'>]>(
      [
        ['a query', { request: { url: `/api/notes?access_token=${token}&page=1` } }],
        ['a query with brackets', { request: { url: `/api/notes?user%5Bpassword%5D=${token}` } }],
        ['a matrix parameter', { request: { url: `/api/notes;token=${token}/x` } }],
        ['a path behind its name', { request: { url: `/api/token/${token}` } }],
        ['a fragment', { request: { url: `/api/notes#access_token=${token}` } }],
        [
          'JSON in a query',
          { request: { url: `/api/notes?q=${encodeURIComponent(JSON.stringify({ token }))}` } },
        ],
        ...['Bearer', 'Token', 'ApiKey', 'token', 'GOOG1', 'Custom-Scheme'].map(
          (scheme): [string, Omit<Case, 'what' | 'secret'>] => [
            `Authorization: ${scheme}`,
            { request: { headers: [`Authorization: ${scheme} ${token}`] } },
          ],
        ),
        [
          'Authorization: Digest',
          { request: { headers: [`Authorization: Digest username="b", realm="r", response="${token}"`] } },
        ],
        ['Authorization: Hawk', { request: { headers: [`Authorization: Hawk id="a", mac="${token}"`] } }],
        [
          'Authorization: AWS4',
          {
            request: {
              headers: [
                `Authorization: AWS4-HMAC-SHA256 Credential=${token}/2026/x, SignedHeaders=host, Signature=ab12`,
              ],
            },
          },
        ],
        ['Authorization alone', { request: { headers: [`Authorization: ${token}`] } }],
        ['another X- header', { request: { headers: [`X-Tenant-Api-Key: ${token}`] } }],
        ['a cookie', { request: { headers: [`Cookie: a=1; sid=${token}`] } }],
        ['a cookie that is set', { response: { headers: [`Set-Cookie: sid=${token}; Path=/; HttpOnly`] } }],
        ['a redirect', { response: { headers: [`Location: https://x.example/cb#id_token=${token}`] } }],
        ['the user of a redirect', { response: { headers: [`Location: https://bob:${token}@x.example/`] } }],
        ['a link', { response: { headers: [`Link: <https://x.example/?token=${token}>; rel="next"`] } }],
        ['a refresh', { response: { headers: [`Refresh: 0;url=/x?token=${token}`] } }],
        ['a challenge', { response: { headers: [`WWW-Authenticate: Digest realm="x", token="${token}"`] } }],
        [
          'a challenge of Negotiate',
          { response: { headers: [`WWW-Authenticate: Negotiate ${token}${token}`] } },
        ],
        ['JSON in a header', { response: { headers: [`X-Debug: {"user":{"password":"${token}"}}`] } }],
        ['a word about a header', { response: { headers: [`X-Debug: sent X-Api-Key: ${token}`] } }],
      ],
      4,
    ),
  )('%s', (what, one) => expect(leftIn(spec, [{ what, secret: token, ...one }])).toEqual([]));
});

describe('what cannot be read is searched as it is', () => {
  const jwt = FORMED[3]?.[1] as string;
  const binary = (text: string, encoding: BufferEncoding = 'latin1') =>
    Buffer.concat([
      Buffer.from([0, 1, 2, 0xff, 0xfe, 0x80]),
      Buffer.from(text, encoding),
      Buffer.from([0xff, 3, 0, 0x81]),
    ]);
  test.each<[string, Uint8Array, string]>(
    some<[string, Uint8Array, string]>(
      [
        ['a key', binary('xx sk-Zk29fQ7rT1xW8pLm4Nv6 '), 'Zk29fQ7rT1xW8pLm4Nv6'],
        ['a token', binary(`xx ${jwt} `), jwt],
        ['a pair', binary('password=hunter2-xyzzy'), 'hunter2-xyzzy'],
        ['a pair in UTF-16', binary('password=hunter2-xyzzy', 'utf16le'), 'hunter2-xyzzy'],
        [
          'a key in UTF-16, turned',
          Buffer.from(binary(' sk-Zk29fQ7rT1xW8pLm4Nv6', 'utf16le')).swap16(),
          'Zk29fQ7rT1xW8pLm4Nv6',
        ],
      ],
      3,
    ),
  )('%s', (what, bytes, secret) =>
    expect(leftIn(spec, inBody(what, secret, new Uint8Array(bytes), 'application/octet-stream', ''))).toEqual(
      [],
    ),
  );

  test('a secret that is known is found in UTF-16, too, beyond ASCII as well', () => {
    const foreign = createRedactor({ spec, redact: ['header:x-own'] }).exchange(
      { method: 'GET', url: '/api/notes', headers: ['X-Own: пароль-密码-1234'] },
      { status: 200, headers: [], body: stored(new Uint8Array(binary('пароль-密码-1234', 'utf16le'))) },
    );
    expect(Buffer.from(toBytes(foreign.response.body)).toString('utf16le')).not.toContain('пароль');
    const body = stored(new Uint8Array(binary('my-own-secret-77 and king-of-fishers', 'utf16le')));
    const { response } = createRedactor({ spec }).exchange(
      { method: 'GET', url: '/api/notes', headers: ['X-Api-Key: my-own-secret-77'] },
      { status: 200, headers: [], body },
    );
    const shown = Buffer.from(toBytes(response.body)).toString('latin1').replaceAll('\0', '');
    expect(shown).not.toContain('my-own-secret');
    expect(shown).toContain('king-of-fishers');
  });
});

test('what is no secret stays, in every form and every header', () => {
  const changed = NOT_SECRET.flatMap(([name, value]) => {
    const bodies = forms
      // A block and a whole line have nothing but the value, and a name with a value says that it is one.
      .map(([form, plant]) => ({ form, ...plant(name, value) }));
    const messages = bodies.map(({ form, text, type }) => ({
      form,
      message: {
        headers: [`Content-Type: ${type}`, `X-${name.replaceAll('_', '-')}: ${value}`],
        body: stored(utf8(text)),
      },
    }));
    return messages.flatMap(({ form, message }) => {
      const response = { status: 200, ...message };
      const clean = createRedactor({ spec }).exchange(
        { method: 'POST', url: `/api/notes?${name}=${encodeURIComponent(value)}`, ...message },
        response,
      );
      return clean.redacted.length === 0
        ? []
        : [
            `${name}: ${value} in ${form}: ${JSON.stringify(clean.response).slice(0, 200)} ${JSON.stringify(clean.request.url)}`,
          ];
    });
  });
  expect(changed).toEqual([]);
});
