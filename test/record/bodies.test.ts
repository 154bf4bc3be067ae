import type { ServerResponse } from 'node:http';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { createReplay } from '../../src/create-playback.ts';
import { decodeBody } from '../../src/http/decode-body.ts';
import type { Fixture } from '../../src/record/fixture.ts';
import { toStoredBody } from '../../src/record/stored-body.ts';
import { slowly, some } from '../_some.ts';
import { tinyFile } from '../_tiny.ts';
import { rawRequest, sendRaw } from './_raw.ts';
import { type Answer, fixturesOf, folder, withRecording, withReplay } from './_recording.ts';

let tiny: string;
beforeAll(async () => {
  tiny = await tinyFile((document) => {
    document.paths['/notes'].post = {
      operationId: 'searchNotes',
      'x-confab': { safe: true },
      requestBody: { content: { 'application/octet-stream': { schema: {} } } },
      responses: { 200: { description: 'Fine' } },
    };
  });
});

const TARGET = '/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=9&page=1&page_size=10';
const JSON_TEXT = '{"notes":[{"id":"a","title":"密码"}],"total":1}';

/** Recorded over the wire, and played over the wire: what a client gets both times, and what is kept. */
async function bothWays(answer: Answer, method = 'GET') {
  const out = await folder();
  const request = rawRequest(TARGET, [], method);
  const recorded = await withRecording('gptbots', answer, ({ url }) => sendRaw(url, request), { out });
  const [fixture] = await fixturesOf(out);
  const played = fixture && (await withReplay('gptbots', out, (url) => sendRaw(url, request)));
  return { recorded, played, fixture: fixture as Fixture, out };
}

const send =
  (body: Buffer | string, headers: Record<string, string | string[]> = {}, status = 200): Answer =>
  (outgoing) => {
    outgoing.strictContentLength = false;
    outgoing.writeHead(status, {
      'Content-Type': 'application/json',
      'Content-Length': String(Buffer.byteLength(body)),
      ...headers,
    });
    outgoing.end(body);
  };

describe('a body is kept readable and played as it was', () => {
  const binary = Buffer.from([0, 1, 2, 0xff, 0xfe, 0x80]);
  test.each<
    [
      string,
      Buffer | string,
      Record<string, string>,
      Fixture['response']['body'] | undefined,
      string | undefined,
    ]
  >(
    some<
      [
        string,
        Buffer | string,
        Record<string, string>,
        Fixture['response']['body'] | undefined,
        string | undefined,
      ]
    >(
      [
        ['JSON', JSON_TEXT, {}, { json: JSON.parse(JSON_TEXT) }, undefined],
        [
          'gzip',
          gzipSync(JSON_TEXT),
          { 'Content-Encoding': 'gzip' },
          { json: JSON.parse(JSON_TEXT) },
          'gzip',
        ],
        [
          'deflate',
          deflateSync(JSON_TEXT),
          { 'Content-Encoding': 'deflate' },
          { json: JSON.parse(JSON_TEXT) },
          'deflate',
        ],
        [
          'bare deflate',
          deflateRawSync(JSON_TEXT),
          { 'Content-Encoding': 'deflate' },
          { json: JSON.parse(JSON_TEXT) },
          'deflate',
        ],
        [
          'br',
          brotliCompressSync(JSON_TEXT),
          { 'Content-Encoding': 'br' },
          { json: JSON.parse(JSON_TEXT) },
          'br',
        ],
        [
          'gzip in br',
          brotliCompressSync(gzipSync(JSON_TEXT)),
          { 'Content-Encoding': 'gzip, br' },
          { json: JSON.parse(JSON_TEXT) },
          'gzip, br',
        ],
        ['gzip that nobody announced', gzipSync(JSON_TEXT), {}, { json: JSON.parse(JSON_TEXT) }, 'gzip'],
        [
          'gzip twice, announced once',
          gzipSync(gzipSync(JSON_TEXT)),
          { 'Content-Encoding': 'gzip' },
          { json: JSON.parse(JSON_TEXT) },
          'gzip, gzip',
        ],
        ['gzip called br', gzipSync(JSON_TEXT), { 'Content-Encoding': 'br' }, undefined, undefined],
        [
          'plain text called gzip',
          JSON_TEXT,
          { 'Content-Encoding': 'gzip' },
          { json: JSON.parse(JSON_TEXT) },
          undefined,
        ],
        [
          'text',
          'plain, ünd mehr\n',
          { 'Content-Type': 'text/plain' },
          { text: 'plain, ünd mehr\n' },
          undefined,
        ],
        ['bytes', binary, { 'Content-Type': 'image/png' }, { base64: binary.toString('base64') }, undefined],
        [
          'text that is not UTF-8',
          Buffer.from('{"a":"\xb2\xe2"}', 'latin1'),
          {},
          { base64: Buffer.from('{"a":"\xb2\xe2"}', 'latin1').toString('base64') },
          undefined,
        ],
        ['a byte order mark', `\uFEFF${JSON_TEXT}`, {}, { text: `\uFEFF${JSON_TEXT}` }, undefined],
        ['a key twice', '{"a":1,"a":2}', {}, { text: '{"a":1,"a":2}' }, undefined],
        [
          'a long integer',
          '{"id":12345678901234567890}',
          {},
          { text: '{"id":12345678901234567890}' },
          undefined,
        ],
        [
          'a long fraction',
          '{"x":0.12345678901234567891}',
          {},
          { text: '{"x":0.12345678901234567891}' },
          undefined,
        ],
        ['minus nothing', '[-0]', {}, { text: '[-0]' }, undefined],
        [
          'fractions that a double holds',
          '[0.1,2.50,1e3,-1.5E-7]',
          {},
          { json: [0.1, 2.5, 1000, -1.5e-7] },
          undefined,
        ],
        [
          'digits in a text',
          '["0.12345678901234567891"]',
          {},
          { json: ['0.12345678901234567891'] },
          undefined,
        ],
        ['__proto__', '{"__proto__":{"a":1}}', {}, { json: JSON.parse('{"__proto__":{"a":1}}') }, undefined],
        ['half a character', '["\\ud800"]', {}, { json: ['\ud800'] }, undefined],
        [
          'JSON that is nested deep',
          '['.repeat(1000) + ']'.repeat(1000),
          {},
          { text: '['.repeat(1000) + ']'.repeat(1000) },
          undefined,
        ],
        ['nothing', '', {}, undefined, undefined],
        ['HTML', '<html>', { 'Content-Type': 'text/html' }, { text: '<html>' }, undefined],
      ],
      4,
    ),
  )('%s', async (_, body, headers, kept, encoding) => {
    const { recorded, played, fixture } = await bothWays(send(body, headers));
    if (_ === 'gzip called br') {
      expect(recorded.head).toContain('502');
      expect(recorded.body.toString()).toMatch(
        /nobody can see which secrets are in it. Nothing was recorded/,
      );
      expect(fixture).toBeUndefined();
      return;
    }
    expect(recorded.body).toEqual(Buffer.from(body));
    expect(fixture.response.body).toEqual(kept);
    expect(fixture.response.wire).toMatchObject({
      bytes: Buffer.byteLength(body),
      sha256: expect.any(String),
    });
    expect(fixture.response.wire?.encoding).toBe(encoding);
    // What is encoded anew, or written anew as JSON, may have other bytes: the same is in it.
    const isSame = encoding === undefined && !(kept && 'json' in kept);
    if (isSame) expect(played?.body).toEqual(recorded.body);
    const plain = decodeBody(played?.body ?? Buffer.alloc(0), headers['Content-Encoding']);
    const twice = decodeBody(plain.bytes, undefined);
    expect(toStoredBody(twice.bytes)).toEqual(kept);
    const announced = (raw = recorded) =>
      raw.headers.filter((line) => !/^(content-length|date|connection|keep-alive)/i.test(line));
    expect(announced(played)).toEqual(announced());
    expect(played?.headers).toContain(`Content-Length: ${played?.body.length}`);
  });

  test.each([204, 304])('%d has none', async (status) => {
    const { played, fixture } = await bothWays((outgoing) =>
      outgoing.writeHead(status, { ETag: '"1"' }).end(),
    );
    expect(fixture.response).toEqual({
      status,
      headers: expect.any(Array),
      wire: expect.objectContaining({ bytes: 0 }),
    });
    expect(played?.head).toContain(String(status));
    expect(played?.body.length).toBe(0);
  });

  test('HEAD has none, and the length that it announces stays', async () => {
    const { played, fixture } = await bothWays(send(JSON_TEXT), 'HEAD');
    expect(fixture.request.method).toBe('HEAD');
    expect(fixture.operation).toBe('listConversations');
    expect(played?.headers).toContain(`Content-Length: ${Buffer.byteLength(JSON_TEXT)}`);
    expect(played?.body.length).toBe(0);
  });

  test('header names, letter case, order and repetition', async () => {
    const { recorded, played } = await bothWays((outgoing) => {
      outgoing.writeHead(200, [
        'X-B',
        '1',
        'x-a',
        'caf\xe9',
        'X-b',
        '2',
        'Link',
        '<a>',
        'Content-Length',
        '2',
      ]);
      outgoing.end(Buffer.from('{}'));
    });
    const own = (raw = recorded) => raw.headers.filter((line) => /^(x-|link)/i.test(line));
    expect(own()).toEqual(['X-B: 1', 'x-a: caf\xe9', 'X-b: 2', 'Link: <a>']);
    expect(own(played)).toEqual(own());
  });
});

describe('an answer that was cut off', () => {
  /** Sends a part, and hangs up. */
  const cut =
    (body: Buffer | string, headers: Record<string, string>): Answer =>
    (outgoing: ServerResponse) => {
      outgoing.writeHead(200, { 'Content-Type': 'application/json', ...headers });
      outgoing.flushHeaders();
      if (Buffer.byteLength(body) === 0) outgoing.socket?.destroySoon();
      else outgoing.write(body, () => outgoing.socket?.destroySoon());
    };
  const long = JSON.stringify({
    notes: Array.from({ length: 3000 }, (_, n) => ({ id: `${n}`, title: `title ${n * 7}` })),
  });
  test.each<[string, Buffer | string, Record<string, string>, string | undefined]>(
    some<[string, Buffer | string, Record<string, string>, string | undefined]>(
      [
        ['with a length', long.slice(0, 500), { 'Content-Length': String(long.length) }, undefined],
        ['in chunks', long.slice(0, 500), { 'Transfer-Encoding': 'chunked' }, undefined],
        [
          'in gzip',
          gzipSync(long).subarray(0, 3000),
          { 'Content-Encoding': 'gzip', 'Content-Length': '9999' },
          'gzip',
        ],
        [
          'in br',
          brotliCompressSync(long).subarray(0, 3000),
          { 'Content-Encoding': 'br', 'Content-Length': '9999' },
          'br',
        ],
        [
          'in deflate',
          deflateSync(long).subarray(0, 3000),
          { 'Content-Encoding': 'deflate', 'Content-Length': '9999' },
          'deflate',
        ],
        ['before its first byte', '', { 'Content-Length': '10' }, undefined],
        ['before its first byte, in chunks', '', { 'Transfer-Encoding': 'chunked' }, undefined],
      ],
      3,
    ),
  )('%s is recorded and played as such', async (_, body, headers, encoding) => {
    const { recorded, played, fixture, out } = await bothWays(cut(body, headers));
    expect(fixture.response.wire).toMatchObject({ complete: false, bytes: Buffer.byteLength(body) });
    expect(fixture.response.wire?.encoding).toBe(encoding);
    const text = fixture.response.body as { text?: string } | undefined;
    if (body.length > 0) expect(long.startsWith(text?.text ?? '!')).toBe(true);
    expect(played?.head).toBe('HTTP/1.1 200 OK');
    if (encoding === undefined) expect(played?.body).toEqual(recorded.body);
    await withReplay('gptbots', out, async (url) => {
      await expect(fetch(url + TARGET).then((one) => one.text())).rejects.toThrow(/terminated|fetch failed/);
    });
  });

  test('is played by a fetch in-process as such', async () => {
    const { out } = await bothWays(cut(long.slice(0, 500), { 'Content-Length': String(long.length) }));
    const replay = await createReplay({ vendors: ['gptbots'], fixtures: [out] });
    const response = await replay.fetch(replay.url() + TARGET);
    expect(response.headers.get('content-length')).toBe(String(long.length));
    await expect(response.text()).rejects.toThrow(/terminated: the recorded answer was cut off here/);
  });

  test('is as much too short as it was where something longer took the place of a secret', async () => {
    const body = '{"mail":"a@b.cn","mail":"c@d.cn","x":"';
    const { played, fixture } = await bothWays(cut(body, { 'Content-Length': String(body.length + 5) }));
    expect((fixture.response.body as any).text).toContain('redacted-');
    expect(played?.headers).toContain(`Content-Length: ${(played?.body.length ?? 0) + 5}`);
  });
});

describe('a fetch in-process gets', () => {
  const load = async (answer: Answer) => {
    const { out } = await bothWays(answer);
    const replay = await createReplay({ vendors: ['gptbots'], fixtures: [out] });
    return replay.fetch(replay.url() + TARGET);
  };
  test('what is encoded decoded, with its headers, as fetch does', async () => {
    const response = await load(send(gzipSync(JSON_TEXT), { 'Content-Encoding': 'gzip' }));
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(await response.json()).toEqual(JSON.parse(JSON_TEXT));
  });
  test('the bytes of what nobody announced', async () => {
    const response = await load(send(gzipSync(JSON_TEXT)));
    expect([...new Uint8Array(await response.arrayBuffer())].slice(0, 2)).toEqual([0x1f, 0x8b]);
  });
  test('a failure where the label is wrong', async () => {
    const response = await load(send(JSON_TEXT, { 'Content-Encoding': 'gzip' }));
    await expect(response.text()).rejects.toThrow(/terminated: the Content-Encoding is gzip/);
  });
  test('no body with 204', async () => {
    const response = await load((outgoing) => outgoing.writeHead(204).end());
    expect([response.status, response.body]).toEqual([204, null]);
  });
});

describe('refused, and nothing is recorded:', () => {
  test.each<[string, Answer, RegExp]>(
    some<[string, Answer, RegExp]>(
      [
        [
          'what is more than 32 MiB decoded',
          send(gzipSync(Buffer.alloc(40 * 1024 * 1024, 'x')), { 'Content-Encoding': 'gzip' }),
          /it has 40 MiB when it is decoded; a recording has at most 32/,
        ],
        [
          'an encoding that nobody knows',
          send(Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 1]), { 'Content-Encoding': 'zstd' }),
          /the label zstd is not known.*secrets/,
        ],
        [
          'gzip that is broken',
          send(Buffer.concat([gzipSync(JSON_TEXT).subarray(0, 20), Buffer.alloc(40, 7)]), {
            'Content-Encoding': 'gzip',
          }),
          /cannot be decoded/,
        ],
        ['a status that there is not', send('{}', {}, 799), /the status 799 is none/],
        [
          'more headers than a file may have',
          (outgoing) => {
            for (let count = 0; count < 1500; count += 1) outgoing.setHeader(`X-${count}`, 'a');
            outgoing.end('{}');
          },
          /it has 15\d\d headers; a recording has at most 1000/,
        ],
        ...slowly<[string, Answer, RegExp]>([
          [
            'more than 32 MiB',
            send('x'.repeat(33 * 1024 * 1024)),
            /More than 32 MiB came.*nothing was recorded/,
          ],
          [
            'more than a file may have',
            send(`${'['.repeat(400)}${'1,'.repeat(90_000)}1${']'.repeat(400)}`),
            /it would have \d+ MiB, and a fixture has at most 64/,
          ],
        ]),
      ],
      4,
    ),
  )('%s', async (_, answer, why) => {
    const { recorded, fixture } = await bothWays(answer);
    expect(recorded.head).toMatch(/50[02]/);
    expect(recorded.headers.join()).toMatch(/x-confab-cause: (upstream|recorder)/);
    expect(JSON.parse(recorded.body.toString()).detail).toMatch(why);
    expect(fixture).toBeUndefined();
  });
});

describe('bodies of requests', () => {
  const post = (url: string, body: Buffer, headers: Record<string, string> = {}) =>
    fetch(`${url}/api/notes`, { method: 'POST', body: new Uint8Array(body), headers });
  test.each<[string, Buffer, Record<string, string>, Fixture['request']['body']]>(
    some<[string, Buffer, Record<string, string>, Fixture['request']['body']]>(
      [
        ['bytes that are not UTF-8', Buffer.from([0, 0xff, 0xfe]), {}, { base64: 'AP/+' }],
        ['text that is not UTF-8', Buffer.from('a=\xb2\xe2', 'latin1'), {}, { base64: 'YT2y4g==' }],
        ['JSON', Buffer.from('{ "b": 1, "a": 2 }'), {}, { json: { b: 1, a: 2 } }],
        ['JSON with a key twice', Buffer.from('{"a":1,"a":2}'), {}, { text: '{"a":1,"a":2}' }],
        ['gzip', gzipSync('{"a":1}'), { 'content-encoding': 'gzip' }, { json: { a: 1 } }],
        ['none', Buffer.alloc(0), {}, undefined],
      ],
      3,
    ),
  )('%s reach the real service as they are, and are matched', async (_, body, headers, kept) => {
    const out = await folder();
    const seen: Buffer[] = [];
    const answer: Answer = (outgoing, incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk) => chunks.push(chunk));
      incoming.on('end', () => {
        seen.push(Buffer.concat(chunks));
        outgoing.end('{}');
      });
    };
    await withRecording(tiny, answer, async ({ url }) => (await post(url, body, headers)).text(), { out });
    expect(seen).toEqual([body]);
    const [fixture] = await fixturesOf(out);
    expect(fixture?.request.body).toEqual(kept);
    await withReplay(tiny, out, async (url) => {
      expect((await post(url, body, headers)).status).toBe(200);
      expect((await post(url, Buffer.from([1, 2])))?.status).toBe(501);
    });
  });

  test('the order of keys and white space say nothing, and the order of a list does', async () => {
    const out = await folder();
    const json = { 'content-type': 'application/json' };
    await withRecording(
      tiny,
      (outgoing) => outgoing.end('{}'),
      async ({ url }) => (await post(url, Buffer.from('{"a":[1,2],"b":{"c":1,"d":2}}'), json)).text(),
      { out },
    );
    await withReplay(tiny, out, async (url) => {
      expect((await post(url, Buffer.from('{ "b": {"d":2,"c":1}, "a":[1,2] }'), json)).status).toBe(200);
      expect((await post(url, Buffer.from('{"b":{"d":2,"c":1},"a":[2,1]}'), json)).status).toBe(501);
    });
  });
});
