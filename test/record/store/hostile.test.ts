import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createReplay } from '../../../src/create-playback.ts';
import { parseFixture, parseHead } from '../../../src/record/parse-fixture.ts';
import { fileName } from '../../../src/record/store/file-name.ts';
import { run } from '../../cli/_run.ts';
import { folder } from '../_recording.ts';

const good = () => ({
  format: 1,
  vendor: 'gptbots',
  operation: 'listConversations',
  take: 1,
  source: {
    kind: 'recorded',
    at: '2026-03-20T08:00:00.000Z',
    origin: 'https://api.example',
    milliseconds: 3,
    spec: `sha256:${'0'.repeat(64)}`,
    by: 'confabulate 0.1.0',
  },
  redacted: [] as object[],
  request: { method: 'GET', url: '/v1/bot/conversation/page?page=1', headers: ['Accept: */*'] } as Record<
    string,
    unknown
  >,
  response: { status: 200, headers: ['Content-Type: application/json'], body: { json: {} } } as Record<
    string,
    unknown
  >,
});
type Good = ReturnType<typeof good>;

/** What a replay of a folder with this file says. */
async function refusal(text: string, name = 'gptbots/listConversations/a.json'): Promise<string> {
  const root = await folder();
  const file = join(root, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  const { code, err, out } = await run(['replay', root, '--port', '0'], { stopped: Promise.resolve() });
  expect([code, out], err).toEqual([2, '']);
  expect(err).toMatch(/^confab: \/.*: .*\n$/);
  expect(err).toContain(file);
  return err;
}

test('a good one is played', async () => {
  const root = await folder();
  writeFileSync(join(root, 'a.json'), `\uFEFF${JSON.stringify(good())}`);
  expect((await run(['replay', root, '--port', '0'], { stopped: Promise.resolve() })).code).toBe(0);
});

describe('a sentence and exit code 2 for', () => {
  test.each<[string, (fixture: Good) => unknown, RegExp]>([
    [
      'a vendor that climbs',
      (one) => ({ ...one, vendor: '../../etc' }),
      /it is of the vendor \.\.\/\.\.\/etc, which has no spec here/,
    ],
    [
      'an operation that climbs',
      (one) => ({ ...one, operation: '../../../passwd' }),
      /gptbots has no operation \.\.\/\.\.\/\.\.\/passwd; it has listConversations/,
    ],
    ['a vendor called __proto__', (one) => ({ ...one, vendor: '__proto__' }), /which has no spec here/],
    [
      'an operation called constructor',
      (one) => ({ ...one, operation: 'constructor' }),
      /has no operation constructor/,
    ],
    ['no format', ({ format: _, ...one }) => one, /there is no "format"; a fixture says "format": 1/],
    [
      'another format',
      (one) => ({ ...one, format: 2 }),
      /it has format 2; this version reads format 1 and no other/,
    ],
    ['a format in words', (one) => ({ ...one, format: '1' }), /it has format "1"/],
    ['a list', () => [], /a fixture is a JSON object/],
    ['null', () => null, /a fixture is a JSON object/],
    ['a take of zero', (one) => ({ ...one, take: 0 }), /\/take must be >= 1/],
    [
      'a status of 99',
      (one) => ({ ...one, response: { ...one.response, status: 99 } }),
      /\/response\/status must be >= 200/,
    ],
    ['a status of 101', (one) => ({ ...one, response: { ...one.response, status: 101 } }), /must be >= 200/],
    [
      'a status in words',
      (one) => ({ ...one, response: { ...one.response, status: '200' } }),
      /\/response\/status must be integer/,
    ],
    [
      'a header with a line break',
      (one) => ({ ...one, response: { ...one.response, headers: ['X: a\r\nSet-Cookie: b=1'] } }),
      /\/response\/headers\/0 must match pattern/,
    ],
    [
      'a header with NUL',
      (one) => ({ ...one, response: { ...one.response, headers: ['X: a\0b'] } }),
      /must match pattern/,
    ],
    [
      'a header without a name',
      (one) => ({ ...one, response: { ...one.response, headers: [': a'] } }),
      /must match pattern/,
    ],
    [
      'a header whose name has a blank',
      (one) => ({ ...one, response: { ...one.response, headers: ['X Y: a'] } }),
      /must match pattern/,
    ],
    [
      'headers as an object',
      (one) => ({ ...one, response: { ...one.response, headers: { a: 1 } } }),
      /must be array/,
    ],
    [
      'an address with a line break',
      (one) => ({ ...one, request: { ...one.request, url: '/a\r\nX: y' } }),
      /\/request\/url must match pattern/,
    ],
    [
      'an address of another host',
      (one) => ({ ...one, request: { ...one.request, url: 'http://evil.example/' } }),
      /\/request\/url must match pattern/,
    ],
    [
      'an origin with a credential',
      (one) => ({ ...one, source: { ...one.source, origin: 'https://u:p@x.example' } }),
      /\/source\/origin must match pattern/,
    ],
    [
      'a method in lower case',
      (one) => ({ ...one, request: { ...one.request, method: 'get' } }),
      /must match pattern/,
    ],
    [
      'a body of two kinds',
      (one) => ({ ...one, response: { ...one.response, body: { json: 1, text: 'a' } } }),
      /\/response\/body/,
    ],
    [
      'a body that is no Base64',
      (one) => ({ ...one, response: { ...one.response, body: { base64: '%%%' } } }),
      /\/response\/body/,
    ],
    [
      'an encoding that there is not',
      (one) => ({ ...one, response: { ...one.response, wire: { bytes: 1, encoding: 'gzip, zstd' } } }),
      /\/response\/wire\/encoding must match pattern/,
    ],
    [
      'a time that is none',
      (one) => ({ ...one, source: { ...one.source, at: 'yesterday' } }),
      /\/source\/at must match format/,
    ],
    ['a key that nobody knows', (one) => ({ ...one, extra: 1 }), /and there is "extra"/],
  ])('%s', async (_, change, why) => {
    expect(await refusal(JSON.stringify(change(good())))).toMatch(why);
  });

  test.each<[string, string, RegExp]>([
    ['an empty file', '', /it is not JSON/],
    ['half a file', JSON.stringify(good()).slice(0, 100), /it is not JSON/],
    ['NUL bytes', '\0\0\0\0', /it is not JSON/],
    [
      '__proto__ as a key',
      JSON.stringify(good()).replace('{', '{"__proto__":{"format":1},'),
      /and there is "__proto__"/,
    ],
    ['__proto__ in place of all', `{"__proto__":${JSON.stringify(good())}}`, /there is no "format"/],
    [
      'a body in which nobody would come up again',
      JSON.stringify(good()).replace('"json":{}', `"json":${'['.repeat(5000)}${']'.repeat(5000)}`),
      /it is nested too deeply; a fixture has at most 600 levels/,
    ],
    ['a hundred thousand brackets', '['.repeat(100_000), /it is not JSON|a fixture is a JSON object/],
  ])('%s', async (_, text, why) => {
    expect(await refusal(text)).toMatch(why);
  });

  const refused = async (prepare: (root: string) => void): Promise<string> => {
    const root = await folder();
    prepare(root);
    const { code, err } = await run(['replay', root, '--port', '0'], { stopped: Promise.resolve() });
    expect(code, err).toBe(2);
    return err;
  };
  test('a file of a gigabyte, unread', async () => {
    const start = process.cpuUsage();
    const err = await refused((root) => {
      writeFileSync(join(root, 'a.json'), '');
      truncateSync(join(root, 'a.json'), 2 ** 30);
    });
    expect(err).toMatch(/a\.json: this has 1024 MiB; at most 64 MiB are read/);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(20_000);
  });

  test('a folder that is called like a fixture', async () => {
    expect(await refused((root) => mkdirSync(join(root, 'x.json')))).toMatch(
      /x\.json: it is a folder, and called like a fixture/,
    );
  });

  test('a link out of the folder, to a folder, or to nothing', async () => {
    for (const target of ['/etc/passwd', '/', '/nowhere', '.', '/dev/zero'])
      expect(await refused((root) => symlinkSync(target, join(root, 'x.json')))).toMatch(
        /x\.json: it is a link to something that is no file of this folder/,
      );
  });

  test('a pipe, which nobody waits for', async () => {
    expect(await refused((root) => execFileSync('mkfifo', [join(root, 'x.json')]))).toMatch(
      /x\.json: it is no file/,
    );
  });
});

test('a pipe that is named by itself', async () => {
  const pipe = join(await folder(), 'x.json');
  execFileSync('mkfifo', [pipe]);
  await expect(createReplay({ fixtures: [pipe] })).rejects.toThrow('it is neither a file nor a folder');
});

test('a link within the folder is a file of it', async () => {
  const root = await folder();
  writeFileSync(join(root, 'a.json'), JSON.stringify(good()));
  mkdirSync(join(root, 'sub'));
  symlinkSync('../a.json', join(root, 'sub/b.json'));
  expect((await createReplay({ fixtures: [root] })).size).toBe(2);
});

test('what is no fixture file by its name is not looked at', async () => {
  const root = await folder();
  for (const name of ['README.md', '.a.json', '.x.json.0123456789ab.tmp', 'a.json.bak'])
    writeFileSync(join(root, name), '{');
  expect((await createReplay({ fixtures: [root] })).size).toBe(0);
});

describe('a name for a recording', () => {
  const nameOf = (more: Partial<Good>, url = '/p?page=1', body?: object) =>
    fileName(
      { ...good(), ...more, request: { method: 'GET', url, headers: [], ...(body && { body }) } } as any,
      'key',
    );
  test('what a body asks for', () => {
    const body = { json: { '../page': 2, user: 'a/../b', deep: { not: 'this' }, all: true } };
    expect(nameOf({}, '/p', body)).toMatch(
      /^gptbots\/listConversations\/page-2-user-a-b-all-true--[0-9a-f]{8}\.json$/,
    );
    expect(nameOf({}, '/p', { text: 'x' })).toMatch(/^gptbots\/listConversations\/[0-9a-f]{8}\.json$/);
  });

  test.each<[string, Partial<Good>, string, RegExp]>([
    [
      'what is asked for',
      {},
      '/p?page=1&size=10',
      /^gptbots\/listConversations\/page-1-size-10--[0-9a-f]{8}\.json$/,
    ],
    ['nothing to ask for', {}, '/p', /^gptbots\/listConversations\/[0-9a-f]{8}\.json$/],
    ['a take', { take: 3 }, '/p?page=1', /page-1--[0-9a-f]{8}\.3\.json$/],
    [
      'a path in a query',
      {},
      '/p?a=../../../etc/passwd%00&b=C:%5C',
      /^gptbots\/listConversations\/a-etc-passwd-b-C--[0-9a-f]{8}\.json$/,
    ],
    ['letters beyond ASCII', {}, '/p?q=%E5%AF%86', /^gptbots\/listConversations\/q--[0-9a-f]{8}\.json$/],
    [
      'a very long query',
      {},
      `/p?q=${'x'.repeat(9000)}`,
      /^gptbots\/listConversations\/q-x{118}--[0-9a-f]{8}\.json$/,
    ],
    ['a vendor that climbs', { vendor: '../../x' }, '/p', /^x-[0-9a-f]{8}\/listConversations\//],
    [
      'an operation that is a method and a path',
      { operation: 'GET /a/{b}' },
      '/p',
      /^gptbots\/GET-a-b-[0-9a-f]{8}\//,
    ],
    ['an operation of dots', { operation: '..' }, '/p', /^gptbots\/-[0-9a-f]{8}\//],
  ])('has nothing of %s that a path could be made of', (_, more, url, name) => {
    expect(nameOf(more, url)).toMatch(name);
  });
});

test('the head of a file is read without the rest, and is the same', () => {
  const text = `${JSON.stringify(good(), null, 2)}\n`;
  const { response: _, ...head } = parseFixture(text, 'x');
  expect(parseHead(text.slice(0, text.indexOf('"response"') + 14), 'x')).toEqual(head);
  expect(parseHead(text.slice(0, 200), 'x')).toBeUndefined();
  // A body that looks like one says nothing.
  const tricky = {
    ...good(),
    request: { ...good().request, body: { json: { response: 1, text: '\n  "response": ' } } },
  };
  expect(parseHead(`${JSON.stringify(tricky, null, 2)}\n`, 'x')).toEqual(
    expect.objectContaining({ request: tricky.request }),
  );
  expect(() => parseHead(text.replace('"format": 1', '"format": 9'), 'x')).toThrow(/it has format 9/);
});
