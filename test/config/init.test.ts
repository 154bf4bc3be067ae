import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { toConfigTemplate } from '../../src/commands/config-template.ts';
import { COMMANDS } from '../../src/config/word.ts';
import { WORDS } from '../../src/config/words.ts';
import { builtinNames } from '../../src/spec/builtin.ts';
import { file } from '../_tiny.ts';
import { run } from '../cli/_run.ts';
import { configured } from './_config.ts';

const folder = () => mkdtemp(join(tmpdir(), 'confab-'));
const PACKAGE = fileURLToPath(new URL('../../', import.meta.url));
/** As a file in which somebody has taken out every sign before an example. */
const uncommented = (text: string) => text.replaceAll(/^#(?=\S| {2})/gm, '');

describe('confab init', () => {
  test('writes a configuration that serves the vendors that are named', async () => {
    const path = join(await folder(), 'new/confab.yaml');
    const { code, out, err } = await run(['init', 'gptbots', './own.yaml', '--config', path]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/confab\.yaml is written: npx confabulate mock serves what it says/);
    expect(parse(await readFile(path, 'utf8'))).toEqual({ vendors: ['gptbots', './own.yaml'] });
  });

  test('names the editor schema where the package is', async () => {
    const path = join(await folder(), 'confab.yaml');
    await run(['init', '--config', path]);
    const [first = ''] = (await readFile(path, 'utf8')).split('\n');
    const address = first.slice('# yaml-language-server: $schema='.length);
    // Where the package lies near the folder, a path leads there.
    const file = address.startsWith('file:') ? fileURLToPath(address) : resolve(dirname(path), address);
    expect(file).toMatch(/\/docs\/config\.schema\.json$/);
    expect(existsSync(file)).toBe(true);
  });

  test('names it by a path within the project', async () => {
    const path = join(PACKAGE, `test/${process.pid}.confab.yaml`);
    try {
      expect((await run(['init', '--config', path])).code).toBe(0);
      const [, address = ''] = /\$schema=(.*)\n/.exec(await readFile(path, 'utf8')) ?? [];
      expect(address).toMatch(/^\.\.?\//);
      expect(existsSync(resolve(dirname(path), address))).toBe(true);
    } finally {
      await rm(path, { force: true });
    }
  });

  test.each<[string, string, string]>([
    ['beside it', 'confab.yaml', './node_modules/'],
    ['above it', 'a/b/c/confab.yaml', '../../../node_modules/'],
  ])('names that of the package of the project, %s', async (_, name, path) => {
    const project = await folder();
    await mkdir(join(project, 'node_modules'));
    await symlink(PACKAGE, join(project, 'node_modules/confabulate'));
    await run(['init', '--config', join(project, name)]);
    expect(await readFile(join(project, name), 'utf8')).toContain(
      `$schema=${path}confabulate/docs/config.schema.json\n`,
    );
  });

  test('never overwrites a file', async () => {
    const path = await file('confab.yaml', 'seed: 5\n');
    const { code, err } = await run(['init', '--config', path]);
    expect([code, err]).toEqual([
      1,
      `confab: ${path} is there already, and is not overwritten; --config names another file\n`,
    ]);
    expect(await readFile(path, 'utf8')).toBe('seed: 5\n');
  });

  test('nor a link to nowhere', async () => {
    const path = join(await folder(), 'confab.yaml');
    await symlink('nowhere', path);
    expect((await run(['init', '--config', path])).code).toBe(1);
    expect(existsSync(path)).toBe(false);
  });

  test.each<[string, string[], number, RegExp]>([
    ['a vendor that there is not', ['gptbot'], 1, /there is no vendor gptbot; built in: alibaba, /],
    ['a flag that there is not', ['--force'], 1, /Unknown option '--force'; npx confabulate init --help/],
    ['no file', ['--config='], 1, /--config needs the name of a file/],
    ['a folder', ['--config', '/tmp'], 1, /\/tmp is there already/],
    [
      'a file below a file',
      ['--config', '/etc/passwd/confab.yaml'],
      1,
      /there is no folder \/etc\/passwd, and it cannot be made/,
    ],
  ])('%s', async (_, args, code, message) => {
    const found = await run(['init', ...args]);
    expect([found.code, found.out]).toEqual([code, '']);
    expect(found.err).toMatch(message);
  });
});

describe('the configuration that it writes', () => {
  const TEXT = toConfigTemplate({ schema: './x.json', vendors: [] });

  test('has all built-in vendors where none is named, and nothing else', () => {
    expect(parse(TEXT)).toEqual({ vendors: builtinNames() });
  });

  test('shows every word that stands outside of the sections', () => {
    for (const [name, { shared }] of Object.entries(WORDS))
      if (shared) expect(TEXT).toMatch(new RegExp(`^#?${name}:`, 'm'));
  });

  test.each(COMMANDS)('holds with all of its examples, for %s', async (command) => {
    const env = { MY_TEST_KEY: 'a', STAGING_KEY: 'b' };
    const { args } = await configured(command, uncommented(TEXT), ['--env', 'ci'], env);
    expect(args.length).toBeGreaterThan(0);
  });
});
