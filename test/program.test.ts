import { describe, expect, test } from 'vitest';
import { PROGRAM, toProgram } from '../src/program.ts';

describe('a suggested command works where it is run', () => {
  const CHECKOUT = '/home/me/confab/dist/cli.js';
  const INSTALLED = '/home/me/app/node_modules/confabulate/dist/cli.js';
  const GLOBAL = '/usr/lib/node_modules/confabulate/dist/cli.js';
  const BY_NPX = '/home/me/.npm/_npx/1a2b/node_modules/confabulate/dist/cli.js';

  test.each<[string, string | undefined, string, string, string]>([
    ['installed in a project', INSTALLED, INSTALLED, '/home/me/app', 'npx confabulate'],
    ['installed globally', GLOBAL, GLOBAL, '/home/me', 'npx confabulate'],
    ['by npx, outside of any project', BY_NPX, BY_NPX, '/tmp', 'npx confabulate'],
    [
      'as a module of a project',
      '/home/me/app/node_modules/vitest/vitest.mjs',
      INSTALLED,
      '/home/me/app',
      'npx confabulate',
    ],
    [
      'as a module of a program called alike',
      '/home/me/app/dist/cli.js',
      INSTALLED,
      '/home/me/app',
      'npx confabulate',
    ],
    ['in a REPL', undefined, INSTALLED, '/home/me/app', 'npx confabulate'],
    ['in the checkout', CHECKOUT, CHECKOUT, '/home/me/confab', 'node dist/cli.js'],
    ['from beside the checkout', CHECKOUT, CHECKOUT, '/home/me/app', 'node ../confab/dist/cli.js'],
    ['from a folder with a space', '/a b/dist/cli.js', '/a b/dist/cli.js', '/', 'node "a b/dist/cli.js"'],
  ])('%s', (_, started, cli, cwd, program) => {
    expect(toProgram(started, cli, cwd)).toBe(program);
  });

  test('in this process it is a module', () => {
    expect(PROGRAM).toBe('npx confabulate');
  });
});
