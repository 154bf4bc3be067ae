import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withConfig } from '../../src/config/with-config.ts';
import type { CommandName } from '../../src/config/word.ts';
import { some } from '../_some.ts';
import { file } from '../_tiny.ts';
import { configured, refused } from './_config.ts';

describe('what a configuration says is what flags say', () => {
  test.each<[string, CommandName, string, string[]]>(
    some<[string, CommandName, string, string[]]>(
      [
        ['nothing', 'mock', '', []],
        ['only comments', 'mock', '# seed: 1\n', []],
        ['JSON', 'mock', '{"seed": 2}', ['--seed=2']],
        ['vendors', 'mock', 'vendors: [gptbots, ./own.yaml]', ['gptbots', '<here>/own.yaml']],
        [
          'vendors where only files are asked for',
          'verify',
          'vendors: [gptbots, own.yaml]',
          ['--spec=<here>/own.yaml'],
        ],
        [
          'a profile',
          'mock',
          'profiles: [gptbots.clamp, chatnio.docs]',
          ['--profile=gptbots.clamp', '--profile=chatnio.docs'],
        ],
        [
          'overlays, from the folder of the file',
          'check',
          'overlays: [a.yaml, /b.yaml]',
          ['--overlay=<here>/a.yaml', '--overlay=/b.yaml'],
        ],
        ['rows', 'mock', 'rows: 5', ['--rows=5']],
        [
          'rows by vendor',
          'mock',
          'rows: { gptbots: 5, chatnio.conversations: rows.json }',
          ['--rows=gptbots=5', '--rows=chatnio.conversations=<here>/rows.json'],
        ],
        [
          'keys, one and several',
          'mock',
          'keys: { gptbots: a=b, alibaba: ["id:secret", c] }',
          ['--key=gptbots=a=b', '--key=alibaba=id:secret', '--key=alibaba=c'],
        ],
        ['a switch that is on', 'mock', 'strictKeys: true', ['--strict-keys']],
        ['a switch that is off', 'mock', 'strictKeys: false', []],
        ['a negative seed', 'mock', 'seed: -1', ['--seed=-1']],
        ['a time', 'mock', 'now: 2026-03-20T08:00:00Z', ['--now=2026-03-20T08:00:00Z']],
        ['words that the command does not know', 'export', 'port: 1\nseed: 2\nstrictKeys: true', []],
        ['a section', 'mock', 'mock: { port: 0 }\nrecord: { port: 1 }', ['--port=0']],
        ['a section over the rest', 'record', 'port: 1\nrecord: { port: 2 }', ['--port=2']],
        ['recordings to read', 'replay', 'fixtures: [a, b]', ['<here>/a', '<here>/b']],
        ['recordings to write', 'record', 'fixtures: a', ['--out=<here>/a']],
        [
          'reports',
          'check',
          'check: { reports: [text, html=out/a=b.html] }',
          ['--report=text', '--report=html=<here>/out/a=b.html'],
        ],
        ['a HAR file that is printed', 'export', 'export: { har: "-" }', ['--har=-']],
        ['a file of waivers', 'check', 'waivers: known.yaml', ['--waive=<here>/known.yaml']],
        [
          'a list of waivers',
          'check',
          'waivers: [{ check: schema, reason: "${why}", expires: 2027-01-31 }]',
          ['--waive=<here>/confab.yaml#/waivers'],
        ],
        ['a text that begins like a flag', 'record', 'redact: ["--x"]', ['--redact=--x']],
        ['a rate without a url', 'check', 'check: { rate: 2 }', []],
        [
          'rows with a url',
          'check',
          'rows: 5\nseed: 2\ncheck: { url: "https://a.example" }',
          ['--url=https://a.example'],
        ],
        ['the port of the mock to be called', 'curl', 'port: 4020', ['--url=http://127.0.0.1:4020']],
        ['pages of some origins', 'mock', 'cors: http://a.example', ['--cors=http://a.example']],
        ['pages of every origin', 'record', 'cors: true', ['--cors=*']],
        ['pages of none', 'replay', 'cors: false', []],
        [
          'faults',
          'mock',
          'faults: ["gptbots: rate-limited x3", { cause: gone, when: { page: 2, q: a b } }]',
          ['--fault=gptbots: rate-limited x3', '--fault={"cause":"gone","when":{"page":2,"q":"a b"}}'],
        ],
        ['a free port is not known before', 'curl', 'port: 0', []],
        [
          'two urls',
          'check',
          'check: { url: ["https://a.example", "https://b.example"] }',
          ['--url=https://a.example', '--url=https://b.example'],
        ],
      ],
      4,
    ),
  )('%s', async (_, command, text, args) => {
    expect((await configured(command, text)).args.sort()).toEqual(args.sort());
  });
});

describe('flags win', () => {
  test.each<[string, CommandName, string, string[], string[]]>(
    some<[string, CommandName, string, string[], string[]]>(
      [
        ['over a number', 'mock', 'port: 1', ['--port', '2'], ['--port', '2']],
        ['with =', 'mock', 'port: 1', ['--port=2'], ['--port=2']],
        ['over a whole list', 'mock', 'keys: { gptbots: a }', ['--key', 'gptbots=b'], ['--key', 'gptbots=b']],
        ['over a switch', 'mock', 'strictKeys: true', ['--no-strict-keys'], []],
        [
          'over anything, with --no-',
          'check',
          'check: { baseline: a, grade: assumed }',
          ['--no-baseline'],
          ['--grade=assumed'],
        ],
        [
          'over a url: the mock is checked',
          'check',
          'rows: 5\ncheck: { url: "https://a.example", rate: 2 }',
          ['--no-url'],
          ['--rows=5'],
        ],
        [
          'over a target',
          'check',
          'rows: 5\ncheck: { target: a }\ntargets: { a: { url: "https://a.example", env: { KEY: "${NONE}" } } }',
          ['--no-target'],
          ['--rows=5'],
        ],
        ['also where nothing is said', 'mock', '', ['--no-seed'], []],
        ['vendors over vendors', 'mock', 'vendors: [gptbots]', ['chatnio'], ['chatnio']],
        ['paths over fixtures', 'verify', 'fixtures: a', ['b'], ['b']],
        ['after --', 'verify', 'fixtures: a', ['--', 'b'], ['--', 'b']],
        [
          'a url over a target, with its variables',
          'check',
          'check: { target: a }\ntargets: { a: { url: "https://a.example", env: { KEY: "${NONE}" } } }',
          ['--url', 'https://b.example'],
          ['--url', 'https://b.example'],
        ],
        [
          'what is said of other vendors is left out',
          'mock',
          'profiles: [gptbots.clamp]\nkeys: { gptbots: "${NONE}", chatnio: a }\nrows: { gptbots: 1 }',
          ['chatnio'],
          ['--key=chatnio=a', 'chatnio'],
        ],
        [
          'faults of other vendors are left out',
          'mock',
          'vendors: [./own.yaml]\nfaults: ["gptbots: gone", "chatnio.loadConversation: gone", "gone x2", { operation: own, code: 500 }, { operation: chatnio, code: 500 }, "listAll: gone"]',
          ['chatnio'],
          [
            '--fault=chatnio.loadConversation: gone',
            '--fault=gone x2',
            '--fault={"operation":"chatnio","code":500}',
            '--fault=listAll: gone',
            'chatnio',
          ],
        ],
        [
          'one operation of a vendor',
          'curl',
          'profiles: [gptbots.clamp, chatnio.docs]',
          ['gptbots.listConversations'],
          ['--profile=gptbots.clamp', 'gptbots.listConversations'],
        ],
        [
          'and so are the vendors of a configuration that has fewer',
          'mock',
          'vendors: [chatnio]\nprofiles: [gptbots.clamp, chatnio.docs]',
          [],
          ['--profile=chatnio.docs', 'chatnio'],
        ],
        [
          'unknown flags are left to the command',
          'mock',
          'port: 1',
          ['--prot', '2'],
          ['--port=1', '--prot', '2'],
        ],
        ['an empty value is left to the command', 'mock', 'port: 1', ['--port='], ['--port=']],
      ],
      4,
    ),
  )('%s', async (_, command, text, args, expected) => {
    expect((await configured(command, text, args)).args).toEqual(expected);
  });

  test('--no-config reads none', async () => {
    const { args, read } = await withConfig('mock', ['--no-config', '--port', '1'], {});
    expect([args, read]).toEqual([['--port', '1'], undefined]);
  });

  test('overlays are for the vendors that they extend', async () => {
    const overlay = await file('one.yaml', { overlay: '1.0.0', extends: 'gptbots.yaml', actions: [] });
    const text = `overlays: ['${overlay}']`;
    expect((await configured('mock', text, ['chatnio'])).args).toEqual(['chatnio']);
    expect((await configured('mock', text, ['gptbots'])).args).toHaveLength(2);
    const plain = await file('two.yaml', { overlay: '1.0.0', actions: [] });
    const only = `vendors: [gptbots]\noverlays: ['${plain}']`;
    expect((await configured('mock', only, ['chatnio'])).args).toEqual(['chatnio']);
    expect((await configured('mock', only)).args).toHaveLength(2);
  });
});

describe('environments', () => {
  const TEXT = `
port: 1
seed: 1
keys: { gptbots: a, chatnio: b }
check: { grade: observed, reports: [text, json=a.json] }
environments:
  ci: { port: 2, keys: { gptbots: c }, check: { reports: [github] } }
  unused: { keys: { gptbots: '\${NONE}' } }`;

  test.each<[string, CommandName, string[], Record<string, string>, string[]]>(
    some<[string, CommandName, string[], Record<string, string>, string[]]>(
      [
        ['none', 'mock', [], {}, ['--key=gptbots=a', '--key=chatnio=b', '--seed=1', '--port=1']],
        [
          '--env',
          'mock',
          ['--env', 'ci'],
          {},
          ['--key=gptbots=c', '--key=chatnio=b', '--seed=1', '--port=2'],
        ],
        ['CONFAB_ENV', 'record', [], { CONFAB_ENV: 'ci' }, ['--port=2']],
        ['an empty CONFAB_ENV', 'record', [], { CONFAB_ENV: '' }, ['--port=1']],
        ['--env over CONFAB_ENV', 'record', ['--env=ci'], { CONFAB_ENV: 'none' }, ['--port=2']],
        [
          'a section, word by word',
          'check',
          ['--env', 'ci'],
          {},
          ['--seed=1', '--grade=observed', '--report=github'],
        ],
      ],
      3,
    ),
  )('%s', async (_, command, args, env, expected) => {
    expect((await configured(command, TEXT, args, env)).args).toEqual(expected);
  });

  test('one that there is not', async () => {
    expect(await refused('mock', TEXT, ['--env', 'cii'])).toBe(
      'there is no environment cii in confab.yaml: did you mean ci? It has ci, unused',
    );
    expect(await refused('mock', 'port: 1', [], { CONFAB_ENV: 'ci' })).toContain('it has none');
  });

  test('what was wrong in one is told where it stands', async () => {
    expect(await refused('mock', TEXT, ['--env', 'unused'])).toMatch(
      /^confab\.yaml:8: gptbots needs the environment variable NONE, .*\n {2}at \/environments\/unused\/keys\/gptbots$/,
    );
  });
});

describe('targets', () => {
  const TEXT = `
vendors: [gptbots, chatnio]
targets:
  staging: { url: 'https://a.example/x', vendors: [gptbots], rate: 2, timeout: 5, env: { CONFAB_GPTBOTS_KEY: '\${STAGING}' } }
  live: { url: 'https://b.example', env: { CONFAB_GPTBOTS_KEY: other } }
  open: { url: 'https://c.example' }
record: { target: staging, timeout: 7 }`;

  test('is a url, with its vendors, options and variables', async () => {
    const { args, env } = await configured('check', TEXT, ['--target', 'staging'], {
      STAGING: 's',
      CONFAB_GPTBOTS_KEY: 'mine',
    });
    expect(args.sort()).toEqual(['--rate=2', '--timeout=5', '--url=https://a.example/x', 'gptbots']);
    expect(env).toMatchObject({ CONFAB_GPTBOTS_KEY: 's', STAGING: 's' });
  });

  test('of a section counts without --target, and wins over the rest of the section', async () => {
    const { args } = await configured('record', TEXT, [], { STAGING: 's' });
    expect(args.sort()).toEqual(['--timeout=5', '--url=https://a.example/x', 'gptbots']);
  });

  test('is changed by an environment', async () => {
    const text = `${TEXT}\nenvironments: { ci: { targets: { open: { timeout: 9 }, more: { rate: 1 } } } }`;
    const { args } = await configured('check', text, ['--target', 'open', '--env', 'ci']);
    expect(args.sort()).toEqual(['--timeout=9', '--url=https://c.example', 'chatnio', 'gptbots']);
    expect(await refused('check', text, ['--target', 'more', '--env', 'ci'])).toMatch(
      /the target more in confab\.yaml has no url/,
    );
  });

  test('two are compared', async () => {
    const { args } = await configured('check', TEXT, ['--target', 'live', '--target=open']);
    expect(args.sort()).toEqual(['--url=https://b.example', '--url=https://c.example', 'chatnio', 'gptbots']);
  });

  test.each<[string, CommandName, string[], RegExp]>(
    some<[string, CommandName, string[], RegExp]>(
      [
        [
          'one that there is not',
          'check',
          ['--target', 'stagin'],
          /^there is no target stagin in confab\.yaml: did you mean staging\?$/,
        ],
        [
          'two with other keys',
          'check',
          ['--target', 'live', '--target', 'staging'],
          /different values for CONFAB_GPTBOTS_KEY: check each by itself/,
        ],
        ['two for one proxy', 'record', ['--target', 'live', '--target', 'open'], /record asks one service/],
        ['beside a url', 'check', ['--target', 'live', '--url', 'https://d.example'], /not both/],
        ['for a command that calls the mock', 'curl', ['--target', 'live'], /curl asks no service/],
        ['for a command that asks nobody', 'mock', ['--target', 'live'], /mock asks no service/],
        [
          'without its variable',
          'check',
          ['--target', 'staging'],
          /^confab\.yaml:4: CONFAB_GPTBOTS_KEY needs the environment variable STAGING, which is not set/,
        ],
      ],
      3,
    ),
  )('%s', async (_, command, args, message) => {
    const env = command === 'check' && args.includes('live') ? { STAGING: 's' } : {};
    expect(await refused(command, TEXT, args, env)).toMatch(message);
  });
});

describe('which file is read', () => {
  const inFolder = async (files: Record<string, string>, use: () => Promise<void>) => {
    const [before, folder] = [process.cwd(), await mkdtemp(join(tmpdir(), 'confab-'))];
    await mkdir(join(folder, 'below'));
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    process.chdir(folder);
    try {
      await use();
    } finally {
      process.chdir(before);
    }
  };

  test.each(['confab.yaml', 'confab.yml'])('%s of the current folder, its paths as they are', (name) =>
    inFolder({ [name]: 'overlays: [a/b.yaml]' }, async () => {
      expect(await withConfig('mock', [], {})).toMatchObject({ args: ['--overlay=a/b.yaml'], read: name });
    }),
  );

  test('none of a folder above', () =>
    inFolder({ 'confab.yaml': 'seed: 1' }, async () => {
      process.chdir('below');
      expect(await withConfig('mock', [], {})).toEqual({ args: [], env: {}, read: undefined });
      expect(await withConfig('mock', ['--config', '../confab.yaml'], {})).toMatchObject({
        args: ['--seed=1'],
      });
    }));

  test('not both', () =>
    inFolder({ 'confab.yaml': '', 'confab.yml': '' }, async () => {
      await expect(withConfig('mock', [], {})).rejects.toThrow('there are confab.yaml and confab.yml');
    }));

  test.each<[string, string[], RegExp]>(
    some<[string, string[], RegExp]>(
      [
        [
          '--env without a file',
          ['--env', 'ci'],
          /^--env ci is a name in a configuration, and this folder has no confab\.yaml; .* init writes one/,
        ],
        [
          '--target without a file',
          ['--target', 'a'],
          /^--target a is a name in a configuration, and this folder/,
        ],
        ['--env with --no-config', ['--env', 'ci', '--no-config'], /and --no-config leaves it out$/],
        ['--config with --no-config', ['--config', 'a', '--no-config'], /give --config or --no-config/],
        ['--config without a file', ['--config'], /--config needs a value/],
        ['--config with a flag behind it', ['--config', '--json'], /--config needs a value/],
        ['an empty --config', ['--config='], /--config needs a value/],
        ['--config twice', ['--config', 'a', '--config', 'b'], /--config was given 2 times/],
        ['a file that there is not', ['--config', 'none.yaml'], /^none\.yaml: there is no such file/],
      ],
      4,
    ),
  )('%s', async (_, args, message) => {
    await inFolder({}, () => expect(withConfig('mock', args, {})).rejects.toThrow(message));
  });
});
