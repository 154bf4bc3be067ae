import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { some } from '../_some.ts';
import { type Change, entriesOf, harFile, textFile } from '../record/har/_har.ts';
import { recorded, recordings, WALK } from '../verify/_recorded.ts';
import { run } from './_run.ts';

const SPEC = (await recordings(WALK)).file;
const PAGE = [WALK[0] as string];

async function importHar(path: string, ...args: string[]) {
  const out = await mkdtemp(join(tmpdir(), 'confab-import-'));
  const ran = await run(['import', path, '--out', out, '--spec', SPEC, ...args]);
  return { ...ran, folder: out, ...(await filesOf(out)) };
}

async function filesOf(folder: string) {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.json')).sort();
  const fixtures = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8'))),
  );
  return { names, fixtures };
}

describe('HAR files of', () => {
  test.each<[string, Change]>(
    some<[string, Change]>(
      [
        [
          'browsers: pseudo headers, and a body that is decoded already',
          ({ response }) => {
            response.headers.push({ name: 'content-encoding', value: 'gzip' });
          },
        ],
        [
          'Firefox, with an encoding that we cannot make',
          ({ response }) => {
            response.headers.push(
              { name: 'content-encoding', value: 'zstd' },
              { name: 'content-length', value: '12' },
            );
          },
        ],
        [
          'Chrome: several cookies in one header',
          ({ response }) => {
            response.headers.push({ name: 'set-cookie', value: 'a=1234567890abc\nb=abcdefghijkl' });
          },
        ],
        [
          'Charles: Base64',
          ({ response: { content } }) => {
            content.text = Buffer.from(content.text).toString('base64');
            content.encoding = 'base64';
          },
        ],
        [
          'programs that keep the bytes as they came',
          ({ response }) => {
            response.headers.push({ name: 'content-encoding', value: 'gzip' });
            response.content.text = gzipSync(response.content.text).toString('base64');
            response.content.encoding = 'base64';
          },
        ],
        [
          'mitmproxy: the size of what came, with the compression beside it',
          ({ response }) => {
            const { length } = brotliCompressSync(response.content.text);
            response.headers.push(
              { name: 'content-encoding', value: 'br' },
              { name: 'content-length', value: String(length) },
            );
            response.content.compression = response.content.size - length;
            response.content.size = length;
          },
        ],
        [
          'programs that leave out what they do not know',
          (entry) => {
            entry.time = null;
            entry.request.headers = null;
            delete entry.request.queryString;
            delete entry.response.content.size;
            entry.request.postData = null;
          },
        ],
      ],
      3,
    ),
  )('%s', async (_, change) => {
    const path = await harFile(await entriesOf(WALK, change));
    const verified = await run(['verify', path, '--spec', SPEC]);
    expect(verified.out).toContain('holds: tiny keeps its contract');
    expect(verified.code).toBe(0);
    const { code, fixtures, folder } = await importHar(path);
    expect(code).toBe(0);
    const { fixtures: live } = await recordings(WALK);
    expect(fixtures.map(({ response }) => response.body)).toEqual(
      Object.values(live).map(({ response }) => response.body),
    );
    const again = await run(['verify', folder, '--spec', SPEC]);
    expect([again.code, again.out]).toEqual([0, expect.not.stringContaining('note')]);
  });

  test('Chrome: each of several cookies, without its value', async () => {
    const entries = await entriesOf(PAGE, ({ response }) =>
      response.headers.push({ name: 'set-cookie', value: 'a=1234567890abc; Path=/\nb=abcdefghijkl' }),
    );
    const { fixtures } = await importHar(await harFile(entries));
    expect(fixtures[0].response.headers).toEqual([
      'content-type: application/json',
      expect.stringMatching(/^set-cookie: a=\[redacted .*\]; Path=\/$/),
      expect.stringMatching(/^set-cookie: b=\[redacted .*\]$/),
    ]);
  });

  test('Charles, with a byte order mark', async () => {
    const path = await harFile(await entriesOf(PAGE));
    await writeFile(path, `\uFEFF${await readFile(path, 'utf8')}`);
    expect((await importHar(path)).names).toHaveLength(1);
  });

  test('Playwright, with bodies beside them', async () => {
    const entries = await entriesOf(PAGE);
    const { content } = entries[0].response;
    const { text } = content;
    delete content.text;
    content._file = 'a1b2.json';
    const path = await harFile(entries);
    await writeFile(join(dirname(path), 'a1b2.json'), text);
    expect((await importHar(path)).fixtures[0].response.body.json).toEqual(JSON.parse(text));
  });
});

describe('confab import', () => {
  test('writes fixtures as a recorder does, and says where they come from', async () => {
    const { code, out, names, fixtures, folder } = await importHar(await harFile(await entriesOf(PAGE)));
    expect(code).toBe(0);
    expect(out.trim()).toBe(join(folder, names[0] as string));
    expect(names[0]).toMatch(/^tiny\/listNotes\/page-1-size-10--[0-9a-f]{8}\.json$/);
    expect(fixtures[0]).toMatchObject({
      format: 1,
      vendor: 'tiny',
      operation: 'listNotes',
      take: 1,
      source: { kind: 'imported', origin: 'https://tiny.example', milliseconds: 13 },
      request: { method: 'GET', url: PAGE[0], headers: ['accept: application/json'] },
      response: { status: 200, headers: ['content-type: application/json'] },
    });
    expect(fixtures[0].response.wire.sha256).toBeUndefined();
  });

  test('takes identical requests for a sequence, and what it has already only once', async () => {
    const path = await harFile(await entriesOf([...PAGE, ...PAGE]));
    const { names, fixtures, folder } = await importHar(path);
    expect(names).toHaveLength(2);
    expect(fixtures.map(({ take }) => take).sort()).toEqual([1, 2]);
    const again = await run(['import', path, '--out', folder, '--spec', SPEC]);
    expect(again.err).toContain('0 exchanges imported');
    expect(again.err).toContain('2 were already there');
    expect((await filesOf(folder)).names).toEqual(names);
  });

  test('takes out secrets, and what one request gives away in every answer', async () => {
    const secret = 'sess-4f9c2d7e8a1b6c3d';
    const entries = await entriesOf(WALK);
    entries[2].request.headers.push({ name: 'cookie', value: `session=${secret}` });
    const first = JSON.parse(entries[0].response.content.text);
    first.notes[0].stars = `seen by ${secret}`;
    entries[0].response.content.text = JSON.stringify(first);
    const { code, err, fixtures } = await importHar(await harFile(entries));
    expect(code).toBe(0);
    expect(JSON.stringify(fixtures)).not.toContain(secret);
    expect(err).toContain('redacted by cookie: ');
    const { out } = await run(['verify', await harFile(entries), '--spec', SPEC, '--report', 'json']);
    expect(out).toContain('seen by ');
    expect(out).not.toContain(secret);
  });

  test('leaves out an entry of other types, or with a file from elsewhere, and imports the rest', async () => {
    const change = (edit: Change) => entriesOf(PAGE, edit).then(([entry]) => entry);
    const linked = (name: string) => change(({ response }) => (response.content = { _file: name }));
    const entries = await Promise.all([
      change(() => {}),
      linked('../out.txt'),
      linked('/etc/passwd'),
      linked('linked.txt'),
      linked('pipe'),
      linked('folder'),
      change((entry) => (entry.request.postData = { _file: '/etc/passwd' })),
      change(({ response }) => (response.status = '200')),
      change(({ request }) => (request.headers = { name: 'a' })),
      change((entry) => (entry.startedDateTime = 'yesterday')),
      change(({ response }) => delete response.content),
    ]);
    entries.push(null, 7, []);
    const path = await harFile(entries);
    const beside = (name: string) => join(dirname(path), name);
    await writeFile(`${dirname(path)}.out`, '{"notes": "of somebody else"}');
    await symlink(`${dirname(path)}.out`, beside('linked.txt'));
    await mkdir(beside('folder'));
    execFileSync('mkfifo', [beside('pipe')]);
    const { code, err, fixtures } = await importHar(path);
    expect([code, fixtures.length]).toEqual([0, 1]);
    expect(JSON.stringify(fixtures)).not.toMatch(/root:|somebody else/);
    const GET = 'GET https://tiny.example/api/notes';
    expect(err).toContain(
      `6 with a body in a file that is not read (${GET}: only a file in the folder of the HAR file is read, ${GET}: this is a pipe, not a file, ${GET}: this is a folder, not a file)`,
    );
    expect(err).toContain(
      '5 not as HAR 1.2 has them (/log/entries/7/response/status must be integer, /log/entries/8/request/headers must be array,null, /log/entries/11 must be object, …)',
    );
    expect(err).toContain(`1 without a time that can be read (${GET})`);
    expect(err).toContain(`1 without the body, which was not saved (${GET})`);
  });

  test('takes a body for text that is marked as base64 and is none', async () => {
    const entries = await entriesOf(PAGE, ({ response }) => (response.content.encoding = 'base64'));
    const { fixtures } = await importHar(await harFile(entries));
    expect(fixtures[0].response.body.json).toEqual(JSON.parse(entries[0].response.content.text));
  });

  test('counts and names what it leaves out, and why', async () => {
    const change = (edit: Change) => entriesOf(PAGE, edit).then(([entry]) => entry);
    const entries = await Promise.all([
      change(() => {}),
      change(({ request }) => (request.url = 'https://cdn.example/app.js?key=secret')),
      change(({ request }) => (request.method = 'OPTIONS')),
      change(({ request }) => (request.url = 'wss://tiny.example/api/notes')),
      change(({ response }) => (response.status = 0)),
      change(({ response }) => (response.status = -1)),
      change((entry) => (entry.response = null)),
      change(({ response }) => (response.status = 304)),
      change(({ response }) => delete response.content.text),
      change(({ response }) => (response.content = { _file: 'gone.json' })),
    ]);
    const path = await harFile(entries);
    const { code, err, names } = await importHar(path);
    expect(code).toBe(0);
    expect(names).toHaveLength(1);
    const { out } = await run(['verify', path, '--spec', SPEC]);
    expect(out).toContain(`note: of 10 entries of ${path} 9 were left out: `);
    expect(err).toContain(
      '9 were left out: 2 no operation of the specs (GET https://cdn.example/app.js, OPTIONS https://tiny.example/api/notes); ' +
        '1 not of HTTP (GET wss://tiny.example/api/notes); ' +
        '3 aborted, without an answer (GET https://tiny.example/api/notes); ' +
        '1 answered from the cache (304) (GET https://tiny.example/api/notes); ' +
        '2 without the body, which was not saved (GET https://tiny.example/api/notes)',
    );
  });

  test('takes any host, or only what is below an address', async () => {
    const path = await harFile([
      ...(await entriesOf(PAGE)),
      ...(await entriesOf(PAGE, ({ request }) => (request.url = `http://127.0.0.1:4010/tiny${PAGE[0]}`))),
      ...(await entriesOf(PAGE, ({ request }) => (request.url = `https://gateway.example/v7${PAGE[0]}`))),
    ]);
    expect((await importHar(path)).names).toHaveLength(2);
    const { fixtures } = await importHar(path, '--url', 'https://gateway.example/v7');
    expect(fixtures.map(({ request, source }) => [source.origin, request.url])).toEqual([
      ['https://gateway.example', PAGE[0]],
    ]);
  });

  test('does not take what was cut off for whole', async () => {
    const cut = await entriesOf(PAGE, ({ response: { content } }) => {
      content.text = content.text.slice(0, 100);
    });
    const aborted = await entriesOf(
      PAGE,
      ({ response }) => (response._error = 'net::ERR_INCOMPLETE_CHUNKED_ENCODING'),
    );
    for (const entries of [cut, aborted]) {
      const path = await harFile(entries);
      expect((await importHar(path)).fixtures[0].response.wire.complete).toBe(false);
      const { code, out } = await run(['verify', path, '--spec', SPEC]);
      expect(code).toBe(4);
      expect(out).toContain(`fixture   ${path}#/log/entries/0`);
    }
  });

  test.each<[string, string, string]>(
    some<[string, string, string]>(
      [
        ['no JSON', '<html>', 'it is no HAR file, as it is not JSON'],
        ['a ZIP archive', 'PK\u0003\u0004', 'it is a ZIP archive'],
        [
          'JSON of another kind',
          '{"format":1}',
          "it is no HAR 1.2 file: it must have required property 'log'",
        ],
        ['entries that are no list', '{"log":{"entries":{}}}', '/log/entries must be array'],
        ['an entry that is none', '{"log":{"entries":[null]}}', '/log/entries/0 must be object'],
        [
          'a status that is no number',
          '{"log":{"entries":[{"startedDateTime":"x","request":{"method":"GET","url":"/"},"response":{"status":"200"}}]}}',
          '/log/entries/0/response/status must be integer',
        ],
        ['a prototype', '{"__proto__":{"log":{"entries":[]}}}', "must have required property 'log'"],
        ['nothing but brackets', '['.repeat(300_000), 'it is not JSON'],
      ],
      4,
    ),
  )('refuses %s', async (_, text, sentence) => {
    const path = await textFile(text);
    for (const { code, err, out } of [await importHar(path), await run(['verify', path, '--spec', SPEC])]) {
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain(`${path}: `);
      expect(err).toContain(sentence);
    }
  });

  test('refuses a file of gigabytes before it reads it', async () => {
    const path = await textFile('{}');
    await truncate(path, 3 * 2 ** 30);
    const { code, err } = await importHar(path);
    expect([code, err]).toEqual([2, expect.stringContaining('this has 3072 MiB; at most 256 MiB are read')]);
  });

  test.each(['../secret.json', '/etc/passwd', '..', 'a\\b'])('refuses the attachment %s', async (name) => {
    const entries = await entriesOf(PAGE, ({ response }) => (response.content = { _file: name }));
    const { code, err, names } = await importHar(await harFile(entries));
    expect([code, names]).toEqual([2, []]);
    expect(err).toContain(
      'GET https://tiny.example/api/notes: only a file in the folder of the HAR file is read',
    );
  });

  test('asks for a file, and says when nothing in it is of the specs', async () => {
    expect((await run(['import'])).err).toContain('name a HAR file: npx confabulate import traffic.har');
    const path = await harFile(
      await entriesOf(PAGE, ({ request }) => (request.url = 'https://other.example/')),
    );
    const { code, err } = await importHar(path);
    expect(code).toBe(2);
    expect(err).toContain('no entry asks an operation of');
    expect((await run(['verify', path, '--spec', SPEC])).code).toBe(2);
  });
});

describe('confab export', () => {
  test('writes a HAR file that imports as what it was made of', async () => {
    const { folder } = await recorded([...WALK, WALK[0] as string, '/api/notes/none', '/api/notes?page=x'], {
      edits: {
        '2': (one) => {
          one.response.body = { base64: Buffer.from([0, 255, 254, 1]).toString('base64') };
          one.response.wire = { bytes: 4 };
        },
        '3': (one) => {
          one.response.headers.push(
            'Content-Encoding: gzip',
            'Content-Length: 777',
            'X-Twice: 1',
            'X-Twice: 2',
          );
          one.response.wire = { encoding: 'gzip', bytes: 777 };
        },
        '6': (one) => {
          one.response.body = { text: '{"problem": "a", "problem": "b"}' };
          one.response.wire = { bytes: 30, complete: false };
        },
      },
    });
    const har = join(folder, 'out', 'all.har');
    const exported = await run(['export', folder, '--har', har]);
    expect([exported.code, exported.err]).toEqual([0, expect.stringContaining('6 exchanges exported')]);
    expect(JSON.parse(await readFile(har, 'utf8')).log).toMatchObject({
      version: '1.2',
      creator: { name: 'confabulate' },
    });
    const { fixtures } = await importHar(har);
    const known = (all: readonly any[]) =>
      all
        .map(({ source, request, response: { wire, ...response } }) => ({
          ...{ at: source.at, origin: source.origin, milliseconds: source.milliseconds, request, response },
          wire: { encoding: wire?.encoding, complete: wire?.complete, announced: wire?.bytes === 777 },
        }))
        .sort((a, b) => (a.at < b.at ? -1 : 1));
    expect(known(fixtures)).toEqual(known((await filesOf(folder)).fixtures));
  });

  test('writes what the format asks for', async () => {
    const { folder } = await recorded(PAGE);
    const { out } = await run(['export', folder, '--har', '-']);
    const [entry] = JSON.parse(out).log.entries;
    expect(entry).toMatchObject({
      startedDateTime: '2026-06-01T08:00:00.000Z',
      time: 12,
      request: {
        method: 'GET',
        url: `https://tiny.example${PAGE[0]}`,
        cookies: [],
        headers: [{ name: 'Accept', value: 'application/json' }],
        queryString: [
          { name: 'page', value: '1' },
          { name: 'size', value: '10' },
        ],
        headersSize: -1,
      },
      response: {
        status: 200,
        statusText: 'OK',
        cookies: [],
        content: { mimeType: 'application/json' },
        redirectURL: '',
        headersSize: -1,
      },
      cache: {},
      timings: { send: 0, wait: 12, receive: 0 },
    });
    expect(entry.response.content.size).toBe(Buffer.byteLength(entry.response.content.text));
  });

  test('says what is missing', async () => {
    expect((await run(['export'])).err).toContain('npx confabulate export --har out.har');
    const { folder } = await recorded(PAGE, { edits: { '1': (one) => (one.format = 9) } });
    const { code, err } = await run(['export', folder, '--har', join(folder, 'x.har')]);
    expect([code, err]).toEqual([2, expect.stringContaining('it has format 9')]);
    expect((await readdir(folder)).sort()).toEqual(['1.json']);
  });
});
