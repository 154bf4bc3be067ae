import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const ROOT = new URL('../', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, ROOT), 'utf8');
const PAGE = read('docs/security.md');
const SCRIPTS = JSON.parse(read('package.json')).scripts as Record<string, string>;

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  KiB: 1024,
  MiB: 1024 ** 2,
  ms: 1,
  s: 1000,
  min: 60_000,
};

/** The rows of the table that begins with this heading. */
function table(heading: string): string[][] {
  const lines = PAGE.split('\n');
  const first = lines.findIndex((line) => line.startsWith(`| ${heading} |`));
  const rest = lines.slice(first + 2);
  return rest
    .slice(
      0,
      rest.findIndex((line) => !line.startsWith('|')),
    )
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
}

/** A constant as the code has it: a number, or a product of numbers. */
function constantOf(file: string, name: string): number {
  const found = new RegExp(`const ${name}(?:: \\w+)? = ([\\d_ *]+);`).exec(read(file))?.[1];
  if (found === undefined) throw new Error(`${file} has no constant ${name}`);
  return found
    .replaceAll('_', '')
    .split('*')
    .reduce((product, factor) => product * Number(factor), 1);
}

describe('docs/security.md', () => {
  test.each(table('limit'))('says %s for %s, as the code does', (limit, _of, _beyond, where) => {
    const [, amount = '', unit = ''] = /^([\d,]+)(?: (\w+))?$/.exec(limit as string) ?? [];
    const [, file = '', name = ''] = /^`([^`]+)` `([^`]+)`$/.exec(where as string) ?? [];
    expect(Number(amount.replaceAll(',', '')) * (UNITS[unit] as number)).toBe(constantOf(file, name));
  });

  test.each(table('promise'))('names tests that there are: %s', (_promise, tests) => {
    const named = [...(tests as string).matchAll(/`(npm run [\w:]+|(?:test|\.ci)\/[^`]+)`/g)];
    expect(named.length).toBeGreaterThan(0);
    for (const [, one = ''] of named) {
      if (one.startsWith('npm')) expect(Object.keys(SCRIPTS)).toContain(one.slice('npm run '.length));
      else expect(existsSync(new URL(one, ROOT)), one).toBe(true);
    }
  });

  test('is linked from the README', () => {
    expect(read('README.md')).toContain('docs/security.md');
  });
});
