import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseFixture } from '../../src/record/parse-fixture.ts';
import { filesOf, folder } from '../record/_recording.ts';
import { CLI, KEY, PAGE, page, withPrograms } from './_program.ts';

/** A folder where a file of some size cannot be written, until `free` is called. */
interface Full {
  readonly path: string;
  /** The words in front of a command that make it so. */
  readonly through: readonly string[];
  /** Makes room; undefined where that cannot be done while the program runs. */
  readonly free: (() => Promise<void>) | undefined;
  remove(): void;
}

/** A disk in memory that is full but for some kilobytes, where this user may mount one; else a limit to the size of files. */
async function fullDisk(): Promise<Full> {
  const path = await folder();
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'confab', path]).status !== 0)
    // The shell's limit, in blocks of 512 bytes (some count 1024): too little for any recording.
    return {
      path,
      through: ['sh', '-c', 'ulimit -f 1; exec "$@"', 'sh'],
      free: undefined,
      remove: () => {},
    };
  const filler = join(path, 'filler');
  // Written in pieces to the very end.
  const fill = spawnSync('sh', ['-c', `dd if=/dev/zero of=${filler} bs=4096 2>/dev/null`]);
  if (fill.error || statSync(filler).size < 900_000) throw new Error('the disk could not be filled');
  return {
    path,
    through: [],
    free: () => rm(filler),
    remove: () => {
      spawnSync('umount', ['-l', path]);
    },
  };
}

async function withFullDisk(use: (full: Full) => Promise<void>): Promise<void> {
  const full = await fullDisk();
  try {
    await use(full);
  } finally {
    full.remove();
  }
}

describe('a full disk', () => {
  test('a recorder says which file could not be written, goes on, and leaves nothing that is broken', async () => {
    await withFullDisk(({ path, through, free }) =>
      withPrograms(async (begin) => {
        const mock = await begin(['mock', 'gptbots']);
        const recorder = await begin(['record', 'gptbots', '--url', mock.url, '--out', path], through);
        for (const number of [1, 2, 3]) {
          const response = await fetch(`${recorder.url}${PAGE}${number}`, { headers: KEY });
          const text = await response.text();
          expect(response.status, text).toBe(500);
          expect(text).toMatch(/cannot be written: (ENOSPC|EFBIG)/);
          expect(text).not.toMatch(/\n\s+at /);
        }
        expect(recorder.child.exitCode).toBe(null);
        for (const name of (await filesOf(path)).keys()) expect(name).toBe('filler');
        if (!free) return;
        await free();
        await page(recorder.url, 1);
        const [[name, text] = ['', '']] = await filesOf(path);
        expect(() => parseFixture(text, name)).not.toThrow();
      }),
    );
  });

  test('a report that cannot be written whole ends the run with 3 and a sentence; an old one stays', async () => {
    await withFullDisk(async ({ path, through, free }) => {
      const file = join(path, 'report.json');
      await writeFile(file, '').catch(() => {});
      const argv = [process.execPath, CLI, 'verify', '--report', `json=${file}`];
      const [command = '', ...rest] = [...through, ...argv];
      const { status, stderr } = spawnSync(command, rest, { encoding: 'utf8' });
      expect(stderr).toMatch(/report\.json.*(ENOSPC|EFBIG|no space|too large)/);
      expect(stderr).not.toMatch(/bug of confab|\n\s+at /);
      expect(status).toBe(3);
      expect((await filesOf(path)).get('report.json')).toBe('');
      await free?.();
    });
  });

  test.each([
    ['a mock that cannot print where it listens', ['mock', '--port', '0']],
    ['help', ['--help']],
  ])('%s ends with 3 and a sentence', (_, argv) => {
    const { status, stderr } = spawnSync(
      'sh',
      ['-c', 'exec "$@" >/dev/full', 'sh', process.execPath, CLI, ...argv],
      { encoding: 'utf8' },
    );
    expect(stderr).toMatch(/the output cannot be written: ENOSPC/);
    expect(status).toBe(3);
  });
});
