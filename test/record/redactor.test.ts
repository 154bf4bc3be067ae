import { beforeAll, describe, expect, test } from 'vitest';
import type { StoredRequest, StoredResponse } from '../../src/record/fixture.ts';
import { createRedactor } from '../../src/record/redactor.ts';
import type { Json } from '../../src/spec/json.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import type { Spec } from '../../src/spec/spec.ts';
import { slowTest, some } from '../_some.ts';
import { tinyFile } from '../_tiny.ts';

const KEY = 'k3y~of/the+vendor="1"';
const vendors = await loadSpecs({});
const byName = new Map(vendors.map((spec) => [spec.name, spec]));
const tinyWith = async (scheme: object): Promise<Spec> => {
  const file = await tinyFile((document) => {
    document.components.securitySchemes = { theKey: scheme };
    document.security = [{ theKey: [] }];
  });
  const [spec] = await loadSpecs({ vendors: [file] });
  return spec as Spec;
};
let tiny: Spec;
beforeAll(async () => {
  tiny = await tinyWith({ type: 'apiKey', in: 'header', name: 'X-Tiny' });
});

const request = (more: Partial<StoredRequest> = {}): StoredRequest => ({
  method: 'GET',
  url: '/api/notes?page=1',
  headers: [],
  ...more,
});
const response = (body?: StoredResponse['body'], headers: readonly string[] = []): StoredResponse => ({
  status: 200,
  headers: ['Content-Type: application/json', ...headers],
  wire: { bytes: 1, sha256: 'a'.repeat(64) },
  ...(body && { body }),
});
const json = (value: Json) => response({ json: value });

/** What is written of an exchange. */
function written(
  spec: Spec,
  one: StoredRequest,
  answer: StoredResponse = response(),
  options: Partial<Parameters<typeof createRedactor>[0]> = {},
) {
  const redactor = createRedactor({ spec, ...options });
  const redacted = redactor.exchange(one, answer);
  // Looked at as people would, and in the bytes of what is Base64.
  const bodies = [redacted.request.body, redacted.response.body].map((body) =>
    body && 'base64' in body ? Buffer.from(body.base64, 'base64').toString('latin1') : '',
  );
  return {
    ...redacted,
    redactor,
    text: JSON.stringify([redacted.request, redacted.response]) + bodies.join(),
  };
}

describe('credentials of the schemes', () => {
  const jwt = `eyJhbGciOiJIUzI1NiJ9.${Buffer.from('{"api_key":"0123456789abcdef"}').toString('base64url')}.c2lnbmF0dXJlLW9mLWl0`;
  const sk = `sk-${'0123456789abcdef'.repeat(4)}`;
  const signature = 'f'.repeat(32) + '0'.repeat(32);
  test.each<[string, string, string, string[]]>(
    some<[string, string, string, string[]]>(
      [
        [
          'bigmodel',
          'bearerAuth',
          'Authorization: Bearer 0123456789abcdef.S3cr3tS3cr3tS3cr3t',
          ['S3cr3tS3cr3tS3cr3t'],
        ],
        [
          'bigmodel',
          'bearerAuth',
          'Authorization: 0123456789abcdef.S3cr3tS3cr3tS3cr3t',
          ['0123456789abcdef'],
        ],
        ['bigmodel', 'bearerAuth', `authorization: Bearer ${jwt}`, jwt.split('.')],
        ['bigmodel', 'bearerAuth', `AUTHORIZATION: ${jwt}`, jwt.split('.')],
        ['chatnio', 'apiKey', `Authorization: Bearer ${sk}`, [sk]],
        ['chatnio', 'apiKey', `Authorization: ${sk}`, [sk]],
        ['chatnio', 'apiKey', `Authorization: bearer   ${jwt}`, [jwt]],
        ['gptbots', 'apiKey', 'Authorization: Bearer app-abcdefghijklmnopqrstuvwx', ['app-abc']],
        [
          'gptbots',
          'apiKey',
          'Authorization: Basic dXNlcjpodW50ZXIyLWh1bnRlcjI=',
          ['dXNlcjpo', 'hunter2-hunter2'],
        ],
        ['gptbots', 'apiKey', 'Authorization: short', ['short']],
        [
          'alibaba',
          'acs3',
          `Authorization: ACS3-HMAC-SHA256 Credential=LTAI5tABCDEFGHIJ,SignedHeaders=host;x-acs-date,Signature=${signature}`,
          ['LTAI5tABCDEFGHIJ', signature],
        ],
        ['cybotstar', 'robotKey', 'cybertron-robot-key: Y29uZmFiIHJvYm90IGtleQ%3D%3D', ['Y29uZmFi']],
        ['cybotstar', 'robotToken', 'Cybertron-Robot-Token: MTc0Mzk5MDAwMDAwMFky', ['MTc0Mzk5']],
      ],
      4,
    ),
  )('%s: %s in %s', (vendor, scheme, line, secrets) => {
    const spec = byName.get(vendor) as Spec;
    const { text, redacted, request: clean } = written(spec, request({ headers: [line] }));
    for (const secret of secrets) expect(text).not.toContain(secret);
    expect(redacted).toEqual([{ rule: scheme, count: expect.any(Number) }]);
    expect(clean.headers[0]).toContain(`[redacted ${scheme}]`);
    if (vendor === 'alibaba') expect(clean.headers[0]).toContain('SignedHeaders=host;x-acs-date');
  });

  test('of a signed request the session token goes too, and what was signed stays', () => {
    const headers = [
      'x-acs-security-token: CAISabcdefghijklm',
      'x-acs-action: List',
      'x-acs-signature-nonce: n1',
    ];
    const { request: clean } = written(byName.get('alibaba') as Spec, request({ headers }));
    expect(clean.headers).toEqual([
      expect.stringMatching(/^x-acs-security-token: \[redacted secret-header \w+\]$/),
      ...headers.slice(1),
    ]);
  });

  test.each<[string, object, Partial<StoredRequest>]>([
    [
      'the query',
      { in: 'query', name: 'api_key' },
      { url: `/api/notes?page=1&api_key=${encodeURIComponent(KEY)}` },
    ],
    ['a header', { in: 'header', name: 'X-Tiny' }, { headers: [`x-tiny: ${KEY}`] }],
    ['a cookie', { in: 'cookie', name: 'sid' }, { headers: [`Cookie: a=1; sid=${KEY}; b=2`] }],
  ])('in %s', async (_, scheme, one) => {
    const spec = await tinyWith({ type: 'apiKey', ...scheme });
    const { text } = written(spec, request(one));
    expect(text).not.toContain('k3y');
    expect(text).toMatch(/(\[|%5B)redacted( |%20)theKey(\]|%5D)/);
  });
});

describe('a credential that was seen is taken out', () => {
  const b64 = (text: string) => Buffer.from(text).toString('base64');
  const once = request({ headers: [`X-Tiny: ${KEY}`] });
  test.each<[string, StoredRequest, StoredResponse]>(
    some<[string, StoredRequest, StoredResponse]>(
      [
        ['of a path', request({ url: `/api/notes/${encodeURIComponent(KEY)}` }), response()],
        ['of a query', request({ url: `/api/notes?q=x${encodeURIComponent(KEY)}x` }), response()],
        [
          'of a query as a form writes it',
          request({ url: `/api/notes?${new URLSearchParams({ q: KEY })}` }),
          response(),
        ],
        ['of the name of a query', request({ url: `/api/notes?${encodeURIComponent(KEY)}` }), response()],
        ['of another header', request({ headers: [`X-Other: <${KEY}>`] }), response()],
        [
          'of a header of the answer',
          request(),
          response(undefined, [`Location: /x?k=${encodeURIComponent(KEY)}`]),
        ],
        [
          'where it is encoded twice',
          request(),
          response(undefined, [`Link: ${encodeURIComponent(encodeURIComponent(KEY))}`]),
        ],
        ['of a JSON text', request(), json({ a: ['x', { b: `your key is ${KEY}.` }] })],
        ['of a key in JSON', request(), json({ [KEY]: 1 })],
        ['of JSON in a text', request(), json({ a: JSON.stringify({ b: KEY }) })],
        ['of JSON in JSON in a text', request(), json({ a: JSON.stringify({ b: JSON.stringify([KEY]) }) })],
        ['of Base64', request(), json({ a: b64(KEY) })],
        [
          'of the Base64 of a longer text',
          request(),
          json({ a: b64(`{"key":${KEY}}`), b: b64(`x${KEY}y`), c: b64(`xy${KEY}`) }),
        ],
        ['of Base64 for URLs', request(), json({ a: Buffer.from(`?${KEY}`).toString('base64url') })],
        ['of hexadecimal', request(), json({ a: Buffer.from(KEY).toString('hex') })],
        ['of a body of text', request(), response({ text: `<html>${KEY}</html>` })],
        ['of JSON with a key twice', request(), response({ text: `{"a":${JSON.stringify(KEY)},"a":1}` })],
        [
          'of JSON as PHP writes it',
          request(),
          response({
            text: `{"n":12345678901234567890,"a":"${KEY.replaceAll('/', '\\/').replaceAll('"', '\\"')}"}`,
          }),
        ],
        ['of bytes', request(), response({ base64: b64(`\0\x01${KEY}\xff`) })],
        ['of a request of text', request({ method: 'POST', body: { text: `k=${KEY}` } }), response()],
        [
          'of a form',
          request({
            method: 'POST',
            headers: ['Content-Type: application/x-www-form-urlencoded'],
            body: { text: `k=${encodeURIComponent(KEY)}` },
          }),
          response(),
        ],
      ],
      4,
    ),
  )('%s', (_, one, answer) => {
    const both = { ...one, headers: [...once.headers, ...one.headers] };
    const { text, redactor } = written(tiny, both, answer);
    for (const form of [
      KEY,
      encodeURIComponent(KEY),
      b64(KEY).slice(0, 20),
      Buffer.from(KEY).toString('hex'),
    ])
      expect(text).not.toContain(form);
    expect(text).not.toMatch(/k3y|vendor/);
    for (const [run] of text.matchAll(/[A-Za-z0-9+/_-]{8,}/g))
      expect(Buffer.from(run, 'base64').toString('latin1')).not.toMatch(/k3y~of|the\+vendor/);
    expect(redactor.leaks(text)).toEqual([]);
    expect(redactor.leaks(JSON.stringify([both, answer]))).toEqual(['theKey']);
  });

  test('in the next exchange too, and in one of another session when the environment has it', () => {
    const { redactor } = written(tiny, once);
    expect(JSON.stringify(redactor.exchange(request(), json(KEY)))).not.toContain('k3y');
    const { text } = written(tiny, request(), json({ half: 'S3cr3tHalf', whole: 'id:S3cr3tHalf' }), {
      credentials: { theKey: 'id:S3cr3tHalf' },
    });
    expect(text).not.toContain('S3cr3t');
  });

  test('a secret of letters beyond ASCII, in a header as bytes and in JSON as letters', () => {
    const secret = 'пароль-密码-1234';
    const header = `X-Other: ${Buffer.from(secret).toString('latin1')}`;
    const { text } = written(tiny, request({ headers: [header] }), json({ echo: secret }), {
      credentials: { theKey: secret },
    });
    expect(text).not.toMatch(/пароль|密码|1234/);
  });

  slowTest('of very many the first is forgotten, and what the environment has never is', () => {
    const redactor = createRedactor({ spec: tiny, credentials: { theKey: 'pinned-pinned-1' } });
    for (let n = 0; n < 20_001; n += 1)
      redactor.request(request({ headers: [`X-Tiny: ${'rotating-'}${n}-x`] }));
    expect(redactor.leaks('rotating-0-x')).toEqual([]);
    expect(redactor.leaks('rotating-20000-x')).toEqual(['theKey']);
    expect(redactor.leaks('pinned-pinned-1')).toEqual(['theKey']);
  });
});

describe('what is secret everywhere', () => {
  const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P';
  test.each<
    [rule: string, what: string, request: StoredRequest, response: StoredResponse, secrets: string[]]
  >(
    some<[rule: string, what: string, request: StoredRequest, response: StoredResponse, secrets: string[]]>(
      [
        [
          'cookie',
          'of a client',
          request({ headers: ['Cookie: a=1; session="abc def"; t=12; x=1'] }),
          response(),
          ['abc', '12', 'a=1;'],
        ],
        ['cookie', 'without a name', request({ headers: ['Cookie: abcdef123'] }), response(), ['abcdef']],
        [
          'cookie',
          'that is set',
          request(),
          response(undefined, [
            'Set-Cookie: sid=s3cret; Path=/; Max-Age=3600',
            'set-cookie: path=s3cret2; HttpOnly',
          ]),
          ['s3cret'],
        ],
        [
          'cookie',
          'that stands elsewhere too',
          request({ headers: ['Cookie: sid=abcd-1234-xyz'] }),
          json({ me: 'abcd-1234-xyz' }),
          ['abcd-1234'],
        ],
        ['secret-header', 'a token', request({ headers: ['X-CSRF-Token: abc123'] }), response(), ['abc123']],
        [
          'secret-header',
          'a key',
          request({ headers: ['X-Api-Key: abc123', 'Ocp-Apim-Subscription-Key: zzz'] }),
          response(),
          ['abc123', 'zzz'],
        ],
        [
          'secret-name',
          'in a query',
          request({ url: '/api/notes?access_token=abc123&Signature=q%2Bq' }),
          response(),
          ['abc123', 'q%2Bq'],
        ],
        [
          'secret-name',
          'in JSON',
          request(),
          json({ user: { accessToken: 'short', client_secret: 'x y', 'API-Key': 'k' } }),
          ['short', 'x y', '"k"'],
        ],
        [
          'secret-name',
          'in a list',
          request(),
          json({ tokens: 5, token: ['abc-1', 'abc-2'] }),
          ['abc-1', 'abc-2'],
        ],
        [
          'secret-name',
          'in JSON in a text',
          request(),
          json({ data: '{"password":"hunter2"}' }),
          ['hunter2'],
        ],
        [
          'secret-name',
          'in JSON in a text with a secret that is known',
          request({ headers: [`X-Tiny: ${KEY}`] }),
          json({ data: JSON.stringify({ KEY, password: 'abc' }) }),
          ['abc', 'k3y'],
        ],
        [
          'secret-name',
          'in JSON with a key twice',
          request(),
          response({ text: '{"token":"first","token":"second"}' }),
          ['first', 'second'],
        ],
        [
          'secret-name',
          'in JSON with a long number',
          request(),
          response({ text: '{"id":12345678901234567890, "password" : "a\\"b" }' }),
          ['a\\"b'],
        ],
        [
          'secret-name',
          'in JSON that was cut off',
          request(),
          response({ text: '{"a":1,"password":"half of i' }),
          ['half of i'],
        ],
        [
          'secret-name',
          'in one JSON a line',
          request(),
          response({ text: 'data: {"token":"abc1"}\n\ndata: {"token":"abc2"}\n' }),
          ['abc1', 'abc2'],
        ],
        [
          'secret-name',
          'in XML',
          request(),
          response({ text: '<Error><AccessKeyId>abc</AccessKeyId></Error>' }),
          ['>abc<'],
        ],
        [
          'secret-name',
          'in a form',
          request({
            headers: ['content-type: application/x-www-form-urlencoded'],
            body: { text: 'a=1&password=hunter+2' },
          }),
          response(),
          ['hunter'],
        ],
        [
          'secret-name',
          'in an address in JSON',
          request(),
          json({ avatar: 'https://oss.example/a.png?Expires=17&OSSAccessKeyId=abc&Signature=x%2By%3D' }),
          ['=abc', 'x%2By'],
        ],
        [
          'secret-name',
          'in a redirect',
          request(),
          response(undefined, ['Location: https://x.example/cb?a=1&id_token=abc']),
          ['=abc'],
        ],
        ['jwt', 'anywhere', request(), json({ note: `see ${jwt} there` }), jwt.split('.')],
        [
          'key',
          'anywhere',
          request(),
          json({ note: 'use sk-abcdefghijklmnop1234 or AKIAIOSFODNN7EXAMPLE' }),
          ['sk-abc', 'AKIA'],
        ],
        [
          'key',
          'an id with its secret',
          request(),
          json({ note: `${'0123456789abcdef'.repeat(2)}.abcdefghABCDEFGH` }),
          ['abcdefghABCD'],
        ],
        [
          'key',
          'behind Bearer',
          request(),
          json({ said: 'you sent Bearer abcdef0123456789xyz' }),
          ['abcdef0123'],
        ],
        [
          'secret-name',
          'in a command',
          request(),
          json({ curl: "-H 'Authorization: Bearer abcdef0123456789xyz'" }),
          ['abcdef0123'],
        ],
        [
          'key',
          'in PEM',
          request(),
          json({ x: `-----BEGIN RSA PRIVATE KEY-----\n${'MIIE'.repeat(40)}\n-----END RSA PRIVATE KEY-----` }),
          ['MIIE'],
        ],
        [
          'email',
          'in a path',
          request({ url: '/api/notes/zhang.san%40mail.example.cn' }),
          response(),
          ['zhang'],
        ],
        [
          'email',
          'in a query',
          request({ url: '/api/notes?q=to%20zhang%40example.cn' }),
          response(),
          ['zhang'],
        ],
        [
          'email',
          'in a header',
          request({ headers: ['From: Zhang <zhang@example.cn>'] }),
          response(undefined, ['Location: /u/zhang%40example.cn']),
          ['zhang@', 'zhang%40'],
        ],
        ['email', 'in JSON', request(), json({ title: '请联系zhang@example.cn。谢谢' }), ['zhang']],
        ['email', 'as a key', request(), json({ 'zhang@example.cn': 1 }), ['zhang']],
        [
          'email',
          'in text that is not UTF-8',
          request(),
          response({ base64: Buffer.from('{"a":"\xb2\xe2 zhang@example.cn"}', 'latin1').toString('base64') }),
          ['zhang'],
        ],
        [
          'phone',
          'in JSON',
          request(),
          json({
            a: '13800138000',
            b: '电话13800138001。',
            c: '+86 138-0013-8002',
            d: '138 0013 8003',
            e: '86-13800138004',
            f: 'tel.13800138005.',
          }),
          ['13800138', '138-0013', '138 0013'],
        ],
        [
          'phone',
          'of other countries',
          request(),
          json({ a: '+44 20 7946 0958', b: '+1 (555) 123-4567', c: '+4915112345678' }),
          ['7946', '555', '4915'],
        ],
        [
          'phone',
          'as a number',
          request(),
          json({ phone: 13800138000, userMobile: 13900139000 }),
          ['13800138000', '13900139000'],
        ],
      ],
      4,
    ),
  )('%s %s', (rule, _, one, answer, secrets) => {
    const { text, redacted } = written(tiny, one, answer);
    for (const secret of secrets) expect(text).not.toContain(secret);
    expect(redacted.map((found) => found.rule)).toContain(rule);
  });

  test.each<[string, Json]>(
    some<[string, Json]>(
      [
        [
          'ids',
          [
            '65b2f0c3a1d4e5f6a7b8c9d0',
            '1902345678901234567',
            'b3b1c2d4-1a2b-4c3d-8e9f-138001380001',
            'conv-8f3a',
            'msg_0123456789abcdef0123',
          ],
        ],
        [
          'tokens of pages',
          { nextToken: 'AAAAAV3MpHK1AP0pfERHZN5pu6kw', page_token: 'abcdef123456', next_page_token: 'x1' },
        ],
        [
          'what is counted',
          {
            token: 12,
            next: { token: '88' },
            total_tokens: 1234567890123,
            max_token: '4096',
            tokens: '88',
            prompt_tokens: 10,
          },
        ],
        [
          'times',
          [
            '2026-03-19T18:13:10.777767+08:00',
            '1742380390777',
            '2026-03-19 18:13:10',
            '+08:00',
            '20260319T181310+0800',
          ],
        ],
        [
          'versions and numbers',
          ['1.2.3', '3.14159265358979', '0.13800138000', '1e10', '138001380001', '12013800138000'],
        ],
        [
          'plain words',
          [
            'app-conversation-list',
            'key-value store',
            'skip-this-one-please',
            'a=b',
            'the token is gone',
            '@someone',
            'x@y',
          ],
        ],
        ['digests and nonces', { 'x-request-id': 'b3b1c2d4', nonce: 'abc', etag: 'W/"1"' }],
      ],
      3,
    ),
  )('leaves %s alone', (_, value) => {
    const { response: clean, redacted } = written(tiny, request(), json(value));
    expect(clean.body).toEqual({ json: value });
    expect(redacted).toEqual([]);
    expect(clean.wire?.sha256).toBe('a'.repeat(64));
  });

  test.each(some(['cookie', 'secret-header', 'secret-name', 'jwt', 'key', 'email', 'phone'], 3))(
    '--keep %s',
    (rule) => {
      const one = request({ headers: ['Cookie: a=abc', 'X-Api-Key: abc'] });
      const answer = json({
        password: 'x',
        a: jwt,
        b: 'sk-abcdefghijklmnop1234',
        c: 'a@example.cn',
        d: '13800138000',
        phone: 13800138000,
      });
      const all = written(tiny, one, answer).redacted.map((found) => found.rule);
      const kept = written(tiny, one, answer, { keep: [rule] }).redacted.map((found) => found.rule);
      expect(all).toContain(rule);
      expect(kept).toEqual(all.filter((found) => found !== rule));
    },
  );
});

describe('stand-ins', () => {
  test('are the same for the same value in every place, file and session', () => {
    const value = 'abcd-1234-efgh';
    const texts = [1, 2].map(() => {
      const one = request({
        url: `/api/notes/${value}?access_token=${value}`,
        headers: [`X-Other: ${value}`],
      });
      return written(tiny, one, json({ a: value, b: `<${value}>`, c: JSON.stringify({ d: value }) })).text;
    });
    const found = [...decodeURIComponent(texts[0] ?? '').matchAll(/\[redacted secret-name (\w+)\]/g)].map(
      ([, id]) => id,
    );
    expect(found).toHaveLength(6);
    expect(new Set(found).size).toBe(1);
    expect(texts[0]).toBe(texts[1]);
  });

  test.each([
    ['a phone number', ['+86 138-0013-8000', '13800138000', '008613800138000']],
    ['an e-mail address', ['Zhang@Example.cn', 'zhang@example.cn']],
  ])('%s has one, however it is written', (_, texts) => {
    const { response: clean } = written(tiny, request(), json(texts));
    expect(new Set((clean.body as { json: string[] }).json).size).toBe(1);
  });

  test('different values have different ones', () => {
    const { response: clean } = written(
      tiny,
      request(),
      json(['a@x.example', 'b@x.example', '13800138000', '13800138001']),
    );
    expect(new Set((clean.body as { json: string[] }).json).size).toBe(4);
  });

  test('what was redacted is redacted no further', () => {
    const sign =
      'Authorization: ACS3-HMAC-SHA256 Credential=LTAI5tABCDEFGHIJ,SignedHeaders=host,Signature=0123456789abcdef';
    const one = request({
      url: '/api/notes/a%40x.example?access_token=abc&q=13800138000',
      headers: [
        'X-Tiny: one-two-three',
        'Cookie: a=1; b=2',
        'X-Api-Key: k',
        'Authorization: Bearer abcdefgh1',
        sign,
      ],
      body: { text: '{"password":"x","password":"y"}' },
    });
    const answer = json({
      token: 'abc',
      mail: 'a@x.example',
      phone: 13800138000,
      tel: '+44 20 7946 0958',
      url: 'https://x.example?sig=1a',
      id: 12345,
    });
    for (const spec of [tiny, byName.get('alibaba') as Spec]) {
      const options = { redact: ['body:/id', 'query:q'] };
      const first = written(spec, one, answer, options);
      const again = written(spec, first.request, first.response, options);
      expect(again.request).toEqual(first.request);
      expect(again.response).toEqual(first.response);
      expect(again.redacted).toEqual([]);
    }
  });

  test('the digest of a body does not stay where something was taken out of it', () => {
    const one = request({
      headers: ['x-acs-content-sha256: abc', 'Content-MD5: abc'],
      body: { json: { mail: 'a@x.example' } },
    });
    const { request: clean, response: answer } = written(
      tiny,
      one,
      response({ json: 'a@x.example' }, ['ETag: "abc"', 'Digest: abc']),
    );
    expect(clean.headers).toEqual([
      'x-acs-content-sha256: [redacted digest]',
      'Content-MD5: [redacted digest]',
    ]);
    expect(answer.headers.slice(1)).toEqual(['ETag: [redacted digest]', 'Digest: [redacted digest]']);
    expect(answer.wire).toEqual({ bytes: 1 });
  });
});

describe('rules of the user', () => {
  test('take out what stands at a place and below it, numbers as numbers, and the same value elsewhere', () => {
    const {
      request: clean,
      response: answer,
      redacted,
    } = written(
      tiny,
      request({ url: '/api/notes?id=4711&user=zhang', headers: ['X-Tenant: acme'] }),
      json({
        rows: [
          { id: 4711, user: { name: 'zhang', age: 3 }, other: 'zhang' },
          { id: 12, page: 1 },
        ],
      }),
      { redact: ['body:/rows/*/id', 'response.body:/rows/0/user', 'header:x-tenant'] },
    );
    const body = (answer.body as any).json;
    expect(body.rows[0].id).toBeGreaterThan(2_000_000_000);
    expect(body.rows[0].user).toEqual({
      name: expect.stringMatching(/^\[redacted user \w{5}\]$/),
      age: expect.any(Number),
    });
    expect(body.rows[0].other).toBe(body.rows[0].user.name);
    expect(body.rows[1]).toEqual({ id: expect.any(Number), page: 1 });
    const query = new URLSearchParams(clean.url.split('?')[1]);
    expect(query.get('id')).toBe(String(body.rows[0].id));
    expect(query.get('user')).toBe(body.rows[0].user.name);
    expect(clean.headers).toEqual([expect.stringMatching(/^X-Tenant: \[redacted x-tenant \w+\]$/)]);
    expect(redacted.map(({ rule }) => rule)).toEqual([
      'body:/rows/*/id',
      'header:x-tenant',
      'response.body:/rows/0/user',
    ]);
  });

  test('report how often they matched, those that never did, and those that took out most of the body', () => {
    const rows = Array.from({ length: 10 }, (_, n) => ({ title: `title ${n}`, kind: 'a' }));
    const { greedy, redactor } = written(tiny, request(), json({ rows }), {
      redact: ['body:/rows', 'header:x-never', 'query:never'],
    });
    expect(greedy).toEqual(['body:/rows']);
    expect(Object.fromEntries(redactor.counts().map(({ rule, count }) => [rule, count]))).toEqual({
      'body:/rows': 20,
      'header:x-never': 0,
      'query:never': 0,
    });
    const text = `{"a":"${'x'.repeat(300)}","a":1}`;
    expect(written(tiny, request(), response({ text }), { redact: ['body:/a'] }).greedy).toEqual(['body:/a']);
  });

  test.each(some(['X-Tenant', 'body:rows', 'cookie:a', 'body:', 'header:'], 3))('%j is refused', (rule) => {
    expect(() => createRedactor({ spec: tiny, redact: [rule] })).toThrow(
      /^--redact .*: a rule is written header:X-Name/,
    );
  });

  test('a default rule that there is not cannot be switched off', () => {
    expect(() => createRedactor({ spec: tiny, keep: ['emails'] })).toThrow(
      /there is no such rule; there are cookie, /,
    );
  });
});

describe('a request that was redacted before', () => {
  const known = 'tok-fedcba9876543210';
  const asking = request({
    url: `/api/notes?page=1&after=${known}`,
    headers: ['X-Tiny: k-0123456789abcdef'],
  });

  test('is not redacted anew', () => {
    const redactor = createRedactor({ spec: tiny });
    expect(redactor.request(asking)).toBe(redactor.request({ ...asking }));
  });

  test.each<[string, (redactor: ReturnType<typeof createRedactor>) => unknown]>([
    ['of another request', (redactor) => redactor.request(request({ headers: [`X-Tiny: ${known}`] }))],
    ['of a response', (redactor) => redactor.exchange(request(), json({ access_token: known }))],
  ])('is redacted anew after a secret in it was learned %s', (_, learn) => {
    const redactor = createRedactor({ spec: tiny });
    expect(redactor.request(asking).url).toContain(known);
    learn(redactor);
    expect(redactor.request(asking).url).not.toContain(known);
  });
});
