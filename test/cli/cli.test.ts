import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/main.ts';
import { some } from '../_some.ts';
import { file, tinyDocument, tinyFile } from '../_tiny.ts';
import { run as runCommand } from './_run.ts';

/** Runs a command that ends by itself. */
const run = (...argv: string[]) => runCommand(argv, { stopped: Promise.resolve() });

/** Runs a serving command on a free port, does something while it serves, and stops it. */
async function serving(argv: string[], use: (out: string) => Promise<void>): Promise<number> {
  let stop = () => {};
  let heard: (text: string) => void = () => {};
  const started = new Promise<string>((resolve) => {
    heard = resolve;
  });
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const ended = main(['mock', ...argv, '--port', '0'], { out: heard, err: heard, stopped });
  try {
    await use(await started);
  } finally {
    stop();
  }
  return ended;
}

const VENDORS = ['alibaba', 'bigmodel', 'chatnio', 'cybotstar', 'gptbots'];

describe('what is printed and ends', () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  test.each<[string, string[], RegExp]>(
    some<[string, string[], RegExp]>(
      [
        ['nothing', [], /^npx confabulate <command>\n/],
        ['--help', ['--help'], /^npx confabulate <command>\n[\s\S]*mock {4}serve/],
        ['-h', ['-h'], /^npx confabulate <command>\n/],
        ['mock --help', ['mock', '--help'], /^npx confabulate mock \[vendor\|spec\.yaml …\] \[options\]\n/],
        ['mock -h behind other options', ['mock', '--port', 'x', '-h'], /^npx confabulate mock/],
        ['--version', ['--version'], new RegExp(`^${version.replaceAll('.', '\\.')}\n$`)],
      ],
      3,
    ),
  )('%s', async (_, argv, out) => {
    const { code, out: printed, err } = await run(...argv);
    expect([code, err]).toEqual([0, '']);
    expect(printed).toMatch(out);
  });

  test('the help names every option', async () => {
    const { out } = await run('mock', '--help');
    for (const option of 'port host allow-host seed rows now profile overlay key strict-keys log json'.split(
      ' ',
    ))
      expect(out).toContain(`--${option} `);
  });
});

describe('what is refused is one sentence on the error channel', () => {
  test.each<[string, string[], number, RegExp]>(
    some<[string, string[], number, RegExp]>(
      [
        ['an unknown command', ['serve'], 1, /there is no command serve; there is: mock, check/],
        ['an option in place of a command', ['--port', '1'], 1, /there is no command --port/],
        [
          'an unknown option',
          ['mock', '--prot', '1'],
          1,
          /'--prot'; npx confabulate mock --help lists the options/,
        ],
        ['an option without its value', ['mock', '--port'], 1, /--port.*npx confabulate mock --help/],
        ['a flag with a value', ['mock', '--json=yes'], 1, /--json.*npx confabulate mock --help/],
        ['a log of another form', ['mock', '--log', 'xml'], 1, /--log xml: it must be text, json or off/],
        [
          'an unknown vendor',
          ['mock', 'openai'],
          1,
          /there is no vendor openai; built in: alibaba, bigmodel/,
        ],
        [
          'a port that is a word',
          ['mock', '--port', 'http'],
          1,
          /--port http: it must be a whole number from 0 to 65535/,
        ],
        ['a port too great', ['mock', '--port', '65536'], 1, /--port 65536: it must be/],
        ['a negative port', ['mock', '--port=-1'], 1, /--port -1: it must be/],
        ['an empty port', ['mock', '--port', ''], 1, /--port : it must be/],
        ['half a seed', ['mock', '--seed', '1.5'], 1, /--seed 1\.5: it must be a whole number$/m],
        ['a seed that is a word', ['mock', '--seed', 'one'], 1, /--seed one: it must be a whole number/],
        ['a seed too great', ['mock', '--seed', '9007199254740992'], 1, /--seed 9007199254740992/],
        [
          'rows in words',
          ['mock', '--rows', 'many'],
          1,
          /--rows many: it must be a whole number, or say whose rows these are: such as --rows alibaba=many \(served: alibaba, /,
        ],
        ['too many rows', ['mock', '--rows', '1000000001'], 1, /--rows 1000000001: it must be/],
        ['negative rows', ['mock', '--rows=-1'], 1, /--rows -1: it must be/],
        ['rows of nobody', ['mock', '--rows', 'openai=5'], 1, /rows: openai is not served; served: alibaba/],
        [
          'too many rows of a vendor',
          ['mock', '--rows', 'gptbots=1000000001'],
          1,
          /it must be a whole number/,
        ],
        [
          'rows without a vendor beside rows with one',
          ['mock', '--rows', '5', '--rows', 'gptbots=5'],
          1,
          /--rows 5: with several --rows, say whose each is, such as --rows alibaba=5 \(served:/,
        ],
        [
          'a file of rows without a vendor',
          ['mock', 'gptbots', '--rows', 'rows.json'],
          1,
          /--rows rows\.json: .* say whose rows these are: --rows gptbots=rows\.json$/m,
        ],
        [
          'a file of rows without the vendor of a spec',
          ['mock', './my.spec.yaml', '--rows', 'rows.json'],
          1,
          /say whose rows these are: --rows my-spec=rows\.json$/m,
        ],
        [
          'rows of a vendor twice',
          ['mock', '--rows', 'gptbots=5', '--rows', 'gptbots=6'],
          1,
          /the rows of gptbots are given twice/,
        ],
        [
          'rows in a file that there is not',
          ['mock', '--rows', 'gptbots=nowhere.json'],
          1,
          /--rows gptbots=nowhere\.json: it is neither a whole number nor a file that is there/,
        ],
        [
          'a time in words',
          ['mock', '--now', 'yesterday'],
          1,
          /--now yesterday: it must be an ISO 8601 time/,
        ],
        [
          'a time that does not exist',
          ['mock', '--now', '2026-13-01T00:00:00Z'],
          1,
          /--now 2026-13-01T00:00:00Z/,
        ],
        ['a key without a vendor', ['mock', '--key', 'secret'], 1, /--key must be written vendor=credential/],
        [
          'a key without a credential',
          ['mock', '--key', 'gptbots='],
          1,
          /--key must be written vendor=credential/,
        ],
        ['a key of nobody', ['mock', '--key', 'openai=k'], 1, /keys: openai is not served/],
        [
          'an unknown profile',
          ['mock', '--profile', 'gptbots.x'],
          1,
          /there is no profile gptbots\.x; built in:/,
        ],
        ['a spec that there is not', ['mock', './nowhere.yaml'], 2, /nowhere\.yaml: there is no such file/],
        [
          'an overlay that there is not',
          ['mock', 'gptbots', '--overlay', 'no.yaml'],
          2,
          /no\.yaml: there is no such file/,
        ],
      ],
      4,
    ),
  )('%s', async (_, argv, code, message) => {
    const { code: found, out, err } = await run(...argv);
    expect([found, out]).toEqual([code, '']);
    expect(err).toMatch(/^confab: /);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/^\s+at .*\.[jt]s/m);
  });

  test('a credential is never repeated', async () => {
    expect((await run('mock', '--key', 'topsecret')).err).not.toContain('topsecret');
  });

  test.each<[string, string, number, RegExp]>([
    ['no JSON', '[{', 1, /the file is not JSON/],
    ['no list', '{}', 1, /rows.json: rows must be a list of objects, not an object/],
    ['not of objects', '[{}, 1]', 1, /rows.json: row 1 is 1, not an object/],
    [
      'one without its id and its time',
      '[{"subject":"Hi"}]',
      1,
      /gptbots\.conversations: row 0: it has no conversation_id, by which a row is named\n {2}row 0: it has no recent_chat_time/,
    ],
  ])('rows in a file that holds %s', async (_, content, code, message) => {
    const { code: found, err } = await run('mock', '--rows', `gptbots=${await file('rows.json', content)}`);
    expect(found).toBe(code);
    expect(err).toMatch(message);
  });

  test('a spec that cannot be served: the file, the line and the pointer', async () => {
    const { code, err } = await run(
      'mock',
      await tinyFile((d) => (d.paths['/notes'].get['x-confab'].items = '$x')),
    );
    expect(code).toBe(2);
    expect(err).toMatch(/^confab: .*tiny\.yaml:\d+: .*\n {2}at \/paths\/~1notes\/get\/x-confab\/items/);
  });

  test('two specs with one path', async () => {
    const [one, two] = [await file('one.yaml', tinyDocument()), await file('two.yaml', tinyDocument())];
    const { code, err } = await run('mock', one, two);
    expect(code).toBe(2);
    expect(err).toContain('GET /api/notes is claimed twice');
  });

  test.each([
    ['a port that is taken', [], /port \d+ on 127\.0\.0\.1 is taken; choose another with --port/],
    [
      'an address of another machine',
      ['--host', '203.0.113.1'],
      /203\.0\.113\.1 is not an address of this machine/,
    ],
  ])('%s', async (_, argv, message) => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const { port } = other.address() as AddressInfo;
    const { code, out, err } = await run('mock', 'gptbots', '--port', String(port), ...argv);
    other.close();
    expect([code, out]).toEqual([3, '']);
    expect(err).toMatch(/^confab: [^\n]*\n$/);
    expect(err).toMatch(message);
  });
});

describe('the banner', () => {
  test('has a base address and a test credential of each vendor, and one command that works', async () => {
    const code = await serving([], async (out) => {
      expect(out).toMatch(/^confab: 5 vendors on http:\/\/127\.0\.0\.1:\d+\n/);
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(out) as RegExpExecArray;
      for (const vendor of VENDORS)
        expect(out).toMatch(new RegExp(`^ *${vendor} +${url}/${vendor} +test credential \\S+$`, 'm'));
      expect(out).toContain(`npx confabulate curl --url ${url} [vendor]`);
      expect(out).toContain('Stop with Ctrl-C.');
      expect(await statusesOf(out)).toEqual([200]);
    });
    expect(code).toBe(0);
  });

  test.each<[string, string[]]>([
    ['all vendors', []],
    ['one', ['bigmodel']],
    ['one whose requests are signed', ['alibaba']],
  ])('of %s fits on one screen of 24 lines of 80 characters', async (_, argv) => {
    await serving(argv, async (out) => {
      const lines = out.split('\n').map((line) => Math.max(1, Math.ceil(line.length / 80)));
      expect(lines.reduce((sum, one) => sum + one)).toBeLessThanOrEqual(24);
      expect(out).not.toContain('openssl');
    });
  });

  test('has one vendor when one is named', async () => {
    await serving(['gptbots'], async (out) => {
      expect(out).toMatch(/^confab: 1 vendor on /);
      expect(out).not.toContain('chatnio');
    });
  });

  test('with --json is one line of JSON that says the same', async () => {
    await serving(['--json'], async (out) => {
      expect(out).not.toContain('\n');
      const { event, url, vendors } = JSON.parse(out);
      expect(event).toBe('listening');
      expect(vendors.map(({ name }: any) => name)).toEqual(VENDORS);
      for (const vendor of vendors) {
        expect(vendor.url).toBe(`${url}/${vendor.name}`);
        expect(vendor.credential).not.toBe('');
        for (const { id, curl } of vendor.operations) {
          expect(id).toMatch(/^\w+$/);
          expect(curl).toContain(vendor.url.slice(0, url.length));
        }
      }
    });
  });

  test('of a spec without listings has all its operations, and no credential where none is needed', async () => {
    const document = {
      openapi: '3.1.0',
      info: { title: "It's own", version: '1' },
      paths: {
        "/it's/{id}": {
          get: {
            operationId: 'quoted',
            parameters: [
              { name: 'id', in: 'path', required: true, schema: { type: 'string' }, example: "a'b c" },
            ],
            responses: { '200': { description: 'Fine' } },
          },
        },
      },
    };
    await serving([await file('own.yaml', document)], async (out) => {
      expect(out).toContain('no credential needed');
      const [curl] = curlsIn(out);
      expect((await fetch(curl?.url as string)).status).toBe(200);
    });
  });
});

describe('the log', () => {
  test.each<[string, string[], RegExp]>(
    some<[string, string[], RegExp]>(
      [
        ['text unless it is said otherwise', [], /^\S+ {2}501 {2}GET \/gptbots {2}no-such/],
        ['text', ['--log', 'text'], /^\S+ {2}501 {2}GET \/gptbots {2}no-such/],
        ['JSON', ['--log', 'json'], /^\{"event":"request",.*"status":501,/],
        ['off', ['--log', 'off'], /^$/],
        ['off beside --json', ['--json'], /^$/],
        ['JSON beside --json', ['--json', '--log', 'json'], /^\{"event":"request",/],
      ],
      3,
    ),
  )('is %s', async (_, argv, expected) => {
    let stop = () => {};
    const texts = { out: '', err: '' };
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    const ended = main(['mock', 'gptbots', ...argv, '--port', '0'], {
      async out(text) {
        texts.out += text;
        await fetch(`${/http:\/\/[\d.:]+/.exec(text)?.[0]}/gptbots`);
        stop();
      },
      err: (text) => {
        texts.err += `${text}\n`;
      },
      stopped,
    });
    expect(await ended).toBe(0);
    expect(texts.err.trim()).toMatch(expected);
    expect(texts.out).not.toContain('"event":"request"');
  });
});

describe('serving', () => {
  test('ends when it is stopped, and frees its port', async () => {
    let url = '';
    const code = await serving(['gptbots', '--json'], async (out) => {
      ({ url } = JSON.parse(out));
      expect((await fetch(url)).status).toBe(200);
    });
    expect(code).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  });

  const rowsFile = () => file('rows.json', '[{"id":"a","title":"From a file","written":1,"stars":5}]');
  test.each<[string, () => Promise<string[]>, (page: any, headers: Headers) => void]>(
    some<[string, () => Promise<string[]>, (page: any, headers: Headers) => void]>(
      [
        ['--rows 3', async () => ['--rows', '3'], (page) => expect(page.total).toBe(3)],
        ['--rows tiny=4', async () => ['--rows', 'tiny=4'], (page) => expect(page.total).toBe(4)],
        ['--rows tiny.notes=5', async () => ['--rows', 'tiny.notes=5'], (page) => expect(page.total).toBe(5)],
        [
          '--rows tiny=rows.json',
          async () => ['--rows', `tiny=${await rowsFile()}`],
          (page) => expect(page.notes[0].title).toBe('From a file'),
        ],
        [
          '--seed 7',
          async () => ['--seed', '7'],
          (_, headers) => expect(headers.get('x-confab-seed')).toBe('7'),
        ],
        [
          '--now, in the past',
          async () => ['--now', '2020-01-01T00:00:00Z'],
          (page) => expect(new Date(page.notes[0].written).toISOString()).toMatch(/^2019-12-31T23:/),
        ],
        [
          '--now now',
          async () => ['--now', 'now'],
          (page) => expect(Date.now() - page.notes[0].written).toBeLessThan(3_600_000),
        ],
        ['nothing', async () => [], (page) => expect(page.total).toBe(237)],
      ],
      4,
    ),
  )('%s', async (_, argv, check) => {
    await serving([await tinyFile(), '--json', ...(await argv())], async (out) => {
      const response = await fetch(`${JSON.parse(out).url}/tiny/api/notes`);
      check(await response.json(), response.headers);
    });
  });

  test('--strict-keys, --key and --profile reach the vendor', async () => {
    const argv = [
      'gptbots',
      '--json',
      '--strict-keys',
      '--key',
      'gptbots=a=b',
      '--profile',
      'gptbots.always200',
    ];
    await serving(argv, async (out) => {
      const target = `${JSON.parse(out).url}/gptbots/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=1&page=1&page_size=1`;
      const ask = async (key: string) =>
        (await fetch(target, { headers: { authorization: `Bearer ${key}` } })).json();
      expect(await ask('a=b')).toMatchObject({ list: [] });
      expect(await ask('a')).toMatchObject({ code: 40127 });
    });
  });
});

describe('curl', () => {
  test('prints a command for every operation, and each works', async () => {
    await serving(['--json'], async (out) => {
      const { url } = JSON.parse(out);
      const { code, out: printed, err } = await run('curl', '--url', url);
      expect([code, err]).toEqual([0, '']);
      expect([...printed.matchAll(/^# (\S+)$/gm)].map(([, name]) => name)).toEqual([
        'alibaba.listConversations',
        'bigmodel.listConversations',
        'chatnio.listConversations',
        'chatnio.loadConversation',
        'cybotstar.listSegments',
        'gptbots.listConversations',
      ]);
      // Another vendor's is signed by the shell: test/wire runs it.
      expect(printed).toMatch(/signature=\$\(printf .* openssl dgst -sha256 -hmac 'testsecret'/);
      expect(await statusesOf(printed)).toEqual([200, 200, 200, 200, 200]);
    });
  });

  const tiny = tinyFile();
  test.each<[string, () => Promise<string[]>, string[]]>(
    some<[string, () => Promise<string[]>, string[]]>(
      [
        ['a vendor', async () => ['gptbots'], ['gptbots.listConversations']],
        [
          'a vendor twice',
          async () => ['chatnio', 'chatnio.loadConversation'],
          ['chatnio.listConversations', 'chatnio.loadConversation'],
        ],
        ['an operation', async () => ['chatnio.loadConversation'], ['chatnio.loadConversation']],
        [
          'operations of several vendors',
          async () => ['gptbots.listConversations', 'chatnio.loadConversation'],
          ['gptbots.listConversations', 'chatnio.loadConversation'],
        ],
        ['a file', async () => [await tiny], ['tiny.listNotes', 'tiny.getNote']],
        ['an operation of a file', async () => [`${await tiny}.getNote`], ['tiny.getNote']],
      ],
      3,
    ),
  )('of %s', async (_, argv, names) => {
    const { code, out } = await run('curl', ...(await argv()));
    expect(code).toBe(0);
    expect([...out.matchAll(/^# (\S+)$/gm)].map(([, name]) => name)).toEqual(names);
    expect(out).toContain('http://127.0.0.1:4010/');
  });

  test.each<[string, string[], RegExp]>(
    some<[string, string[], RegExp]>(
      [
        [
          'an operation that there is not',
          ['gptbots.list'],
          /gptbots has no operation list; it has: listConversations/,
        ],
        ['a vendor that there is not', ['openai'], /there is no vendor openai; built in: alibaba/],
        [
          'an address that is none',
          ['--url', '127.0.0.1:4010'],
          /--url 127\.0\.0\.1:4010: it must be the address/,
        ],
        ['an address with a query', ['--url', 'http://a/?b=c'], /it must end with the path/],
        ['an address with a password', ['--url', 'http://a:b@c/'], /it must end with the path/],
        ['an unknown option', ['--port', '1'], /npx confabulate curl --help/],
      ],
      3,
    ),
  )('refuses %s', async (_, argv, message) => {
    const { code, out, err } = await run('curl', ...argv);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(message);
  });
});

/** What each curl command of a text is answered with; a vendor's refusal in a 200 counts as none. */
async function statusesOf(text: string): Promise<number[]> {
  const answers = curlsIn(text).map(async ({ url, ...init }) => {
    const response = await fetch(url, init);
    const refuses = /"(status|success)":false|"code":"4/.test(await response.text());
    return refuses ? 0 : response.status;
  });
  return Promise.all(answers);
}

/** Reads the curl commands of a banner as a shell would: quoted words, backslashes at line ends. */
function curlsIn(banner: string) {
  const commands = banner.replaceAll(/ \\\n\s+/g, ' ').split('\n');
  return commands
    .map((line) => line.trim())
    .filter((line) => line.startsWith('curl ') && !line.includes('$signature'))
    .map((line) => {
      const words = [...line.matchAll(/(?:'[^']*'|\\'|[^\s'\\])+/g)].map(([word]) =>
        word.replaceAll(/'([^']*)'|\\(')/g, '$1$2'),
      );
      const after = (flag: string) =>
        words.flatMap((word, n) => (word === flag ? [words[n + 1] as string] : []));
      const [body] = after('-d');
      return {
        url: words.find((word) => word.startsWith('http')) as string,
        method: after('-X')[0] ?? 'GET',
        headers: Object.fromEntries(
          after('-H').map((text): [string, string] => [
            text.slice(0, text.indexOf(': ')),
            text.slice(text.indexOf(': ') + 2),
          ]),
        ),
        ...(body !== undefined && { body }),
      };
    });
}
