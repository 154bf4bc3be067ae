import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../src/', import.meta.url));

/** Packages of a few files, which anything may load. */
const LIGHT = ['fastest-levenshtein', 'hono', 'whatwg-mimetype'];

/** What an entry may load before anybody calls a function of it: rooms of `src/`, and packages beside the light ones. */
const ENTRIES = [
  {
    name: 'the package',
    entry: 'index.ts',
    rooms: ['report', 'result', 'http', 'spec', 'text'],
    packages: [],
  },
  {
    name: 'a mock that answers in-process',
    entry: 'mock/create-mock.ts',
    rooms: ['mock', 'control', 'rows', 'auth', 'http', 'spec', 'text'],
    packages: [],
  },
];

test.each(ENTRIES)('$name loads no more than it needs', ({ entry, rooms, packages }) => {
  const reached = reachedFrom(entry);
  const others = reached.files.filter(
    (file) => file.includes('/') && !rooms.includes(file.split('/')[0] ?? ''),
  );
  expect(others).toEqual([]);
  expect(reached.packages.filter((name) => ![...LIGHT, ...packages].includes(name))).toEqual([]);
});

test('a mock that nobody steers loads nothing that steers', () => {
  const { files } = reachedFrom('mock/create-mock.ts');
  const steers =
    /^(?:control\/(?:api\/|check-fault|to-faults|journal-reader|verify-calls)|mock\/(?:steered|drifted|chosen))/;
  expect(files.filter((file) => steers.test(file))).toEqual([]);
});

test('a mock that nobody has asked yet loads nothing that answers', () => {
  const { files, packages } = reachedFrom('commands/mock.ts');
  const answers =
    /^(?:mock\/(?:handler|validate|list|envelope|failures|sampled|check-answers)|rows\/(?:generated|columns|row-bytes|pools)|auth\/authenticator|http\/decode-body)\./;
  expect(files.filter((file) => answers.test(file))).toEqual([]);
  expect(packages.filter((name) => !LIGHT.includes(name))).toEqual([]);
});

test('the walk sees imports of every form', () => {
  expect(reachedFrom('check-contract.ts').files).toContain('mock/create-mock.ts');
  expect(reachedFrom('rows/pools.ts').packages).toEqual([]);
  expect(reachedFrom('drift/drift.ts').packages).toContain('yaml');
});

/** Follows the imports that are still there when the types are gone; `import()` is not followed. */
function reachedFrom(entry: string): { files: string[]; packages: string[] } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const open = [entry];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (files.has(file)) continue;
    if (!existsSync(SRC + file)) throw new Error(`${file} does not exist`);
    files.add(file);
    for (const specifier of staticImports(readFileSync(SRC + file, 'utf8'))) {
      if (specifier.startsWith('.')) open.push(posix.join(posix.dirname(file), specifier));
      else if (!specifier.startsWith('node:')) packages.add(packageOf(specifier));
    }
  }
  return { files: [...files].sort(), packages: [...packages].sort() };
}

function staticImports(source: string): string[] {
  const statements = source.matchAll(
    /^(?:import|export)\s+(?!type\b)(?:[\w\s{},*$]+?\s+from\s+)?'([^']+)';/gm,
  );
  return [...statements].map(([, specifier]) => specifier as string);
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
