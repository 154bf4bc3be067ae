import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { findFiles } from '../../../src/record/store/find-files.ts';
import { createFixtureReader } from '../../../src/record/store/read-file.ts';

const [example = ''] = findFiles([fileURLToPath(new URL('../../../fixtures', import.meta.url))]);

/** A fixture that was written a while ago, and a reader that has read it. */
async function opened() {
  const file = join(mkdtempSync(join(tmpdir(), 'confab-')), 'one.json');
  copyFileSync(example, file);
  // A file's own clock cannot be set back: it has to be left alone for a moment.
  await new Promise((resolve) => setTimeout(resolve, 150));
  const read = createFixtureReader();
  return { file, read, first: read(file) };
}

const changed = () => readFileSync(example, 'utf8').replace(/"status": \d+/, '"status": 299');

test('a file that did not change is parsed once', async () => {
  const { file, read, first } = await opened();
  expect(read(file)).toBe(first);
});

test.each<[string, (file: string) => void]>([
  ['written over', (file) => writeFileSync(file, changed())],
  [
    'written over, with the time of the old one',
    (file) => {
      writeFileSync(file, changed());
      utimesSync(file, 1_700_000_000, 1_700_000_000);
    },
  ],
  [
    'replaced by another file',
    (file) => {
      writeFileSync(`${file}.new`, changed());
      renameSync(`${file}.new`, file);
    },
  ],
])('a file that was %s is read again', async (_, change) => {
  const { file, read } = await opened();
  change(file);
  expect(read(file).response.status).toBe(299);
});

test('a file that was written just now is not remembered: it may change within one tick of the disk', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'confab-')), 'one.json');
  copyFileSync(example, file);
  const read = createFixtureReader();
  expect(read(file)).not.toBe(read(file));
});

test('a file that is gone is an error, though it was read before', async () => {
  const { file, read } = await opened();
  rmSync(file);
  expect(() => read(file)).toThrow('there is no such file');
});
