import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../src/', import.meta.url));

/** What a user imports: it gives the names of other files to the world, or wraps their functions under the same name. */
const PUBLIC = ['index.ts', 'vitest.ts', 'on-demand.ts'];

const texts = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts') && !PUBLIC.includes(file))
  .map((file) => ({ file, text: readFileSync(SRC + file, 'utf8') }));

const EXPORTED = /^export (?:async )?(?:function\*?|const|let|class|interface|type) (\w+)/gm;
const TYPES = /^(?:export )?(?:interface|type) (\w+)/gm;

test.each([
  ['no name is exported by two files', EXPORTED],
  ['no type is declared by two files, as one name would stand for two things', TYPES],
])('%s', (_, declaration) => {
  const files = new Map<string, Set<string>>();
  for (const { file, text } of texts)
    for (const [, name = ''] of text.matchAll(declaration))
      files.set(name, (files.get(name) ?? new Set()).add(file));
  const twice = [...files].filter(([, declaring]) => declaring.size > 1);
  expect(twice.map(([name, declaring]) => `${name}: ${[...declaring].join(', ')}`)).toEqual([]);
});
