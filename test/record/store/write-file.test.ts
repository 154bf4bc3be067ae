import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { removeAbandoned, writeDurably } from '../../../src/record/store/write-file.ts';
import { folder } from '../_recording.ts';

describe('a file is written whole', () => {
  test('into new folders, and nothing else is left', async () => {
    const root = await folder();
    const file = join(root, 'a/b/c.json');
    expect(await writeDurably(file, 'one', { replace: false })).toBe(true);
    expect(await writeDurably(file, 'two', { replace: false })).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe('one');
    expect(await writeDurably(file, 'three', { replace: true })).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe('three');
    expect(readdirSync(join(root, 'a/b'))).toEqual(['c.json']);
  });

  test('of many at once one gets the name', async () => {
    const file = join(await folder(), 'a.json');
    const all = await Promise.all(
      Array.from({ length: 30 }, (_, n) => writeDurably(file, `${n}`, { replace: false })),
    );
    expect(all.filter(Boolean)).toHaveLength(1);
    expect(readFileSync(file, 'utf8')).toBe(String(all.indexOf(true)));
  });

  test('or not at all: a sentence says why', async () => {
    const root = await folder();
    writeFileSync(join(root, 'file'), '');
    await expect(writeDurably(join(root, 'file/a.json'), 'x', { replace: false })).rejects.toThrow(
      /a\.json cannot be written: (ENOTDIR|EEXIST)/,
    );
    mkdirSync(join(root, 'b.json'));
    await expect(writeDurably(join(root, 'b.json'), 'x', { replace: true })).rejects.toThrow(
      /b\.json cannot be written/,
    );
    expect(readdirSync(root).sort()).toEqual(['b.json', 'file']);
  });
});

test('what a killed process left is removed when it is old, and nothing else', async () => {
  const root = await folder();
  mkdirSync(join(root, 'v/o'), { recursive: true });
  const old = '.a.json.0123456789ab.tmp';
  for (const name of [old, '.young.json.0123456789ab.tmp', 'a.json', '.mine.tmp', 'b.0123456789ab.tmp'])
    writeFileSync(join(root, 'v/o', name), '');
  const hourAgo = Date.now() / 1000 - 3600;
  for (const name of [old, 'a.json', '.mine.tmp', 'b.0123456789ab.tmp'])
    utimesSync(join(root, 'v/o', name), hourAgo, hourAgo);
  expect(await removeAbandoned(root, Date.now())).toBe(1);
  expect(readdirSync(join(root, 'v/o')).sort()).toEqual([
    '.mine.tmp',
    '.young.json.0123456789ab.tmp',
    'a.json',
    'b.0123456789ab.tmp',
  ]);
  expect(await removeAbandoned(join(root, 'none'), Date.now())).toBe(0);
});
