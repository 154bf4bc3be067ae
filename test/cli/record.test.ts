import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { some } from '../_some.ts';
import { tinyFile } from '../_tiny.ts';
import { answerJson, filesOf, folder } from '../record/_recording.ts';
import { closedPort, withServer } from './_loopback.ts';
import { run } from './_run.ts';
import { serving } from './_serving.ts';

const TARGET = '/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=9&page=1&page_size=10';
const get = async (url: string) =>
  (await fetch(url + TARGET, { headers: { authorization: 'Bearer app-secret-secret' } })).text();
const upstream = <T>(value: unknown, use: (url: string) => Promise<T>) =>
  withServer((incoming, outgoing) => answerJson(value)(outgoing, incoming), use);

describe('confab record', () => {
  test('says where, each exchange, and at the end what was written and taken out', async () => {
    await upstream({ title: 'x', mail: 'a@b.cn' }, async (url) => {
      const out = await folder();
      const { ran } = await serving(
        ['record', 'gptbots', '--url', url, '--out', out, '--redact', 'header:x-never'],
        get,
      );
      expect(ran.code).toBe(0);
      expect(ran.out).toMatch(
        /^confab records gptbots on http:\/\/127\.0\.0\.1:\d+ \(mode missing: plays what is recorded; /,
      );
      expect(ran.out).toContain(`recordings are in ${out} (0 so far); Ctrl-C ends it`);
      expect(ran.err).toMatch(/^recorded 200 GET \/v1\/bot\/conversation\/page\?.*\.json\n$/);
      expect(ran.out).toMatch(
        /\n1 recorded\n {2}redacted by apiKey: 1\n {2}redacted by email: 1\n {2}the rule header:x-never matched nothing: check the location that it names\n$/,
      );
      const again = await serving(['record', 'gptbots', '--url', url, '--out', out], get);
      expect(again.ran.out).toContain('(1 so far);');
      expect(again.ran.out).toMatch(/\n1 played\n$/);
    });
  });

  test('points at a rule that takes out most of the body', async () => {
    await upstream({ a: 'aaaa', b: 'bbbb', c: 'cccc', d: 'dddd', e: 'eeee' }, async (url) => {
      const { ran } = await serving(
        [
          'record',
          'gptbots',
          '--url',
          url,
          '--out',
          await folder(),
          '--redact',
          'response.body:/'.concat('*'),
        ],
        get,
      );
      expect(ran.err).toMatch(/the rule response\.body:\/\* redacted most of the body: is that intended\?/);
    });
  });

  test('compare: prints what is different, and exits with 4', async () => {
    const out = await folder();
    await upstream({ total: 1 }, (url) => serving(['record', 'gptbots', '--url', url, '--out', out], get));
    await upstream({ total: 1 }, async (url) => {
      const { ran } = await serving(
        ['record', 'gptbots', '--url', url, '--out', out, '--mode', 'compare'],
        get,
      );
      expect([ran.code, ran.out]).toEqual([0, expect.stringMatching(/\n1 played\n$/)]);
    });
    await upstream({ total: 2 }, async (url) => {
      const { ran } = await serving(
        ['record', 'gptbots', '--url', url, '--out', out, '--mode', 'compare'],
        get,
      );
      expect(ran.code).toBe(4);
      expect(ran.err).toContain('  changed /total: 1 was recorded, now 2\n');
    });
    const down = await serving(
      ['record', 'gptbots', '--url', await closedPort(), '--out', out, '--mode', 'compare'],
      get,
    );
    expect([down.ran.code, down.ran.err]).toEqual([
      3,
      expect.stringMatching(
        /refused {2}502 .*\n {2}The real service did not answer: .*nothing listens there/,
      ),
    ]);
  });

  test('says what is the same as before', async () => {
    const out = await folder();
    const { ran } = await upstream({}, (url) =>
      serving(['record', 'gptbots', '--url', url, '--out', out], async (at) => [
        await get(at),
        await get(at),
      ]),
    );
    const [, file] = /^recorded 200 GET \S+ {2}(\S+)\n/.exec(ran.err) ?? [];
    expect(ran.err).toMatch(/\nrepeated 200 GET \S+ {2}same as \S+\n$/);
    expect(ran.err).toContain(`same as ${file}\n`);
    expect(ran.out).toContain('\n1 recorded, 1 repeated\n');
  });

  test('a wrong key: says what to do, records nothing, and exits with 3; then what was recorded is again', async () => {
    const out = await folder();
    const record = (status: number, ...more: string[]) =>
      withServer(
        (_, outgoing) => outgoing.writeHead(status, { 'Content-Type': 'application/json' }).end('{}'),
        (url) => serving(['record', 'gptbots', '--url', url, '--out', out, ...more], get),
      );
    const { ran } = await record(401);
    expect(ran.code).toBe(3);
    expect(ran.err).toMatch(
      /^passed {3}401 GET \S+\n {2}It refuses the credential \(status 401\), so it was not recorded\. It is the one of your program: correct it there, or set CONFAB_GPTBOTS_KEY\. To record such an answer on purpose: --mode all\.\n$/,
    );
    expect(await filesOf(out)).toEqual(new Map());
    expect((await record(401, '--mode', 'all')).ran.code).toBe(0);
    const played = (await record(200)).ran;
    expect([played.code, played.err]).toEqual([
      0,
      expect.stringMatching(/^played {3}401 .*\n {2}It refuses the credential .*--refused record\n$/),
    ]);
    const again = (await record(200, '--refused', 'record')).ran;
    expect([again.code, again.err]).toEqual([0, expect.stringMatching(/^recorded 200 /)]);
    expect((await filesOf(out)).size).toBe(1);
  });

  test('all: says what was removed', async () => {
    const out = await folder();
    let n = 0;
    await withServer(
      (incoming, outgoing) => answerJson({ n: n++ })(outgoing, incoming),
      (url) =>
        serving(['record', 'gptbots', '--url', url, '--out', out], async (at) => [
          await get(at),
          await get(at),
        ]),
    );
    const { ran } = await upstream({}, (url) =>
      serving(['record', 'gptbots', '--url', url, '--out', out, '--mode', 'all'], get),
    );
    expect(ran.out).toContain('removed, as nothing asked for them this time: 1 later take\n');
    expect((await filesOf(out)).size).toBe(1);
  });

  test('a credential in what was written: exits with 3, loudly', async () => {
    await upstream({}, async (url) => {
      const { ran } = await serving(
        ['record', 'gptbots', '--url', url, '--out', await folder()],
        async (at) => {
          await fetch(`${at}${TARGET}&user_id=app-secret-secret`);
          await get(at);
        },
      );
      expect([ran.code, ran.err]).toEqual([
        3,
        expect.stringMatching(/confab: .*\.json was removed: a credential of apiKey was in it/),
      ]);
      expect(ran.out).toContain('2 recorded');
      expect(ran.err + ran.out).not.toContain('Bearer app');
    });
  });

  test('never prints a secret', async () => {
    const spec = await tinyFile((document) => {
      document.components.securitySchemes = { theKey: { type: 'apiKey', in: 'query', name: 'key' } };
      document.security = [{ theKey: [] }];
    });
    await upstream({}, async (url) => {
      const ask = (at: string) =>
        fetch(`${at}/api/notes?key=s3cret-s3cret`).then(() => fetch(`${at}/api/none?key=s3cret-s3cret`));
      const out = await folder();
      for (const mode of ['missing', 'replay', 'through', 'compare', 'all']) {
        const { ran } = await serving(['record', spec, '--url', url, '--out', out, '--mode', mode], ask);
        expect(ran.out + ran.err).not.toContain('s3cret');
        expect(ran.err.split('\n')).toHaveLength(4);
      }
    });
  });

  test('tells of recordings of another version of the spec, and of signatures that cannot go through', async () => {
    await upstream({}, async (url) => {
      const out = await folder();
      await serving(['record', 'gptbots', '--url', url, '--out', out], get);
      const [name = ''] = (await filesOf(out)).keys();
      writeFileSync(
        join(out, name),
        readFileSync(join(out, name), 'utf8').replace(/sha256:[0-9a-f]{64}/, `sha256:${'0'.repeat(64)}`),
      );
      for (const argv of [
        ['record', 'gptbots', '--url', url, '--out', out],
        ['replay', out],
      ]) {
        const { ran } = await serving(argv, get);
        expect(ran.out).toMatch(
          /1 of 1 recording was made with another version of the spec; npx confabulate verify checks whether it still fits:\n {4}\/.*\.json\n/,
        );
      }
      const { ran } = await serving(
        ['record', 'alibaba', '--url', url, '--out', await folder()],
        async () => {},
      );
      expect(ran.out).toMatch(
        /set CONFAB_ALIBABA_ACCESS_KEY_ID and CONFAB_ALIBABA_ACCESS_KEY_SECRET, so that they are signed again/,
      );
    });
  });

  test.each<[string[], number, RegExp]>(
    some<[string[], number, RegExp]>(
      [
        [[], 1, /name one vendor/],
        [['gptbots', 'chatnio'], 1, /name one vendor/],
        [['nobody'], 1, /there is no vendor nobody/],
        [['gptbots'], 1, /the real service's address is missing: --url https:\/\/api/],
        // A server with a region in its name.
        [['alibaba'], 1, /address is missing: --url https:\/\/aicontent\.cn-beijing\.aliyuncs\.com\n/],
        [['gptbots', '--url', 'api.example'], 1, /is not an address/],
        [['gptbots', '--url', 'https://u:p@api.example'], 1, /an address must not contain a credential/],
        [
          ['gptbots', '--url', 'https://x.example', '--mode', 'once'],
          1,
          /--mode once: it must be all, missing, replay, through or compare/,
        ],
        [['gptbots', '--url', 'https://x.example', '--redact', 'x'], 1, /a rule is written header:X-Name/],
        [['gptbots', '--url', 'https://x.example', '--keep', 'x'], 1, /there is no such rule/],
        [['gptbots', '--url', 'https://x.example', '--max-age', '3'], 1, /a whole number with s, m, h or d/],
        [['gptbots', '--url', 'https://x.example', '--expired', 'warn'], 1, /--expired needs --max-age/],
        [
          ['gptbots', '--url', 'https://x.example', '--refused', 'error'],
          1,
          /--refused error: it must be warn or record/,
        ],
        [
          ['gptbots', '--mode', 'replay', '--out', '/nowhere/at/all'],
          1,
          /there is no folder \/nowhere\/at\/all to replay from/,
        ],
        [
          ['gptbots', '--url', 'https://x.example', '--nope'],
          1,
          /Unknown option '--nope'; npx confabulate record --help/,
        ],
        [
          ['gptbots', '--url', 'https://x.example', '--timeout', '0'],
          1,
          /--timeout 0: it must be a whole number from 1/,
        ],
      ],
      4,
    ),
  )('%j: %d', async (argv, code, message) => {
    const ran = await run(['record', ...argv], { stopped: Promise.resolve() });
    expect([ran.code, ran.out]).toEqual([code, '']);
    expect(ran.err).toMatch(message);
  });

  test('a folder that cannot be written: each answer is refused, and it exits with 3', async () => {
    const out = join(await folder(), 'file');
    writeFileSync(out, '');
    const ran = await run(['record', 'gptbots', '--url', 'http://127.0.0.1:1', '--out', out], {
      stopped: Promise.resolve(),
    });
    expect([ran.code, ran.err]).toEqual([1, expect.stringContaining('is a file, not a folder')]);
    await upstream({}, async (url) => {
      const root = await folder();
      writeFileSync(join(root, 'gptbots'), '');
      const refused = await serving(['record', 'gptbots', '--url', url, '--out', root], get);
      expect(refused.result).toMatch(/The recorder failed, not the vendor.*cannot be written/);
      expect(refused.ran.code).toBe(3);
    });
  });

  test('--help has every mode with what happens when a recording is missing', async () => {
    const { out } = await run(['record', '--help']);
    for (const mode of ['all', 'missing', 'replay', 'through', 'compare'])
      expect(out).toMatch(new RegExp(`^ +${mode} +[A-Z]`, 'm'));
  });
});
