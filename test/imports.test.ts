import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { some } from './_some.ts';

const SRC = fileURLToPath(new URL('../src/', import.meta.url));

/** Each room of `src/`, and the rooms that it may import. CONTRIBUTING states the same rule in words. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  text: [],
  spec: ['text'],
  rows: ['spec', 'text'],
  auth: ['spec', 'text'],
  http: ['spec', 'text'],
  redact: ['spec', 'http', 'text'],
  control: ['spec', 'rows', 'auth', 'http', 'redact', 'text'],
  console: ['spec', 'auth', 'http', 'redact', 'control', 'text'],
  mock: ['spec', 'rows', 'auth', 'http', 'control', 'console', 'text'],
  result: ['spec', 'auth', 'http', 'redact', 'text'],
  contract: ['spec', 'rows', 'auth', 'http', 'result', 'text'],
  drift: ['spec', 'http', 'result', 'contract', 'text'],
  report: ['spec', 'http', 'result', 'text'],
  record: ['spec', 'auth', 'http', 'redact', 'control', 'text'],
  verify: ['spec', 'auth', 'http', 'redact', 'result', 'contract', 'record', 'text'],
  // It sits above the rooms whose words it has, and below the commands.
  config: ['spec', 'control', 'console', 'console', 'contract', 'record', 'text', 'check-titles.ts'],
  matcher: ['spec', 'http', 'result', 'contract', 'report', 'text'],
};

/** Files at the top that every room may import: they import nothing of the project. */
const LEAVES = ['errors.ts', 'exit-codes.ts', 'program.ts', 'text-file.ts', 'version.ts'];

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'));

test('every room of src/ has its place in the order of imports', () => {
  const rooms = new Set(files.filter((file) => file.includes('/')).map(roomOf));
  rooms.delete('commands');
  expect([...rooms].sort()).toEqual(Object.keys(ALLOWED).sort());
});

test.each(some(Object.entries(ALLOWED), 4))('%s imports only what lies below it: %j', (room, allowed) => {
  const against = files
    .filter((file) => roomOf(file) === room)
    .flatMap((file) => importsOf(file).map((target) => ({ file, target })))
    .filter(({ target }) => ![room, ...allowed].includes(roomOf(target)) && !LEAVES.includes(target))
    .map(({ file, target }) => `${file} imports ${target}`);
  expect(against).toEqual([]);
});

test.each(some(LEAVES, 4))('%s imports nothing of the project', (file) => {
  expect(importsOf(file)).toEqual([]);
});

test('nothing imports the commands but main.ts, and nothing main.ts but cli.ts and the commands', () => {
  const importers = (wanted: (target: string) => boolean) =>
    files.filter((file) => importsOf(file).some(wanted));
  expect(
    importers((target) => target.startsWith('commands/')).filter((file) => !file.startsWith('commands/')),
  ).toEqual(['main.ts']);
  expect(importers((target) => target === 'main.ts').filter((file) => !file.startsWith('commands/'))).toEqual(
    ['cli.ts'],
  );
});

/** The folder of a file; of a file at the top, its own name. */
function roomOf(file: string): string {
  return file.split('/')[0] as string;
}

function importsOf(file: string): string[] {
  const text = readFileSync(SRC + file, 'utf8');
  return [...text.matchAll(/(?:from |import\(|^import )'(\.{1,2}\/[^']+)'/gm)].map(([, specifier]) =>
    posix.normalize(posix.join(posix.dirname(file), specifier as string)),
  );
}
