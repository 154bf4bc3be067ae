import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { watchFiles } from '../../src/commands/watch-files.ts';
import { slowTest } from '../_some.ts';
import { file, tinyDocument } from '../_tiny.ts';
import { serving } from './_serving.ts';

/** What is told, one after the other. */
function createTold() {
  const texts: string[] = [];
  let wake = () => {};
  return {
    tell(text: string) {
      texts.push(text);
      wake();
    },
    async next(): Promise<string> {
      while (texts.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return texts.shift() as string;
    },
    /** A file may be found changed twice while it is written. */
    async until(wanted: RegExp): Promise<void> {
      while (!wanted.test(await this.next()));
    },
  };
}

test('files are watched: written, put in the place of, deleted and there again; one change after the other', async () => {
  const path = await file('a.txt', 'a');
  const told = createTold();
  let running = 0;
  const end = watchFiles([path, path], {
    interval: 5,
    async onChange(files) {
      running += 1;
      expect([running, files]).toEqual([1, [path]]);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
      told.tell('changed');
    },
  });
  await writeFile(path, 'longer');
  await told.next();
  const other = join(path, '..', 'b.txt');
  await writeFile(other, 'another');
  await rename(other, path);
  await told.next();
  await rm(path);
  await told.next();
  await writeFile(path, 'x');
  await told.next();
  end();
});

slowTest(
  'confab mock --watch: rows are read again; a mistake is told, and the last good ones are served',
  async () => {
    const note = (title: string) => JSON.stringify([{ id: 'a', title, written: 1, stars: 1 }]);
    const rows = await file('rows.json', note('one'));
    const told = createTold();
    const argv = ['mock', await file('tiny.yaml', tinyDocument()), '--rows', `tiny=${rows}`, '--watch'];
    const title = async (url: string) =>
      ((await (await fetch(`${url}/tiny/api/notes`)).json()) as any).notes[0].title;
    await serving(
      argv,
      async (url) => {
        expect(await title(url)).toBe('one');
        await writeFile(rows, note('another'));
        await told.until(/^confab: read again: .*rows\.json$/);
        expect(await title(url)).toBe('another');
        await writeFile(rows, '[{');
        await told.until(/the file is not JSON: .*\n {2}until that is mended, all is served as before$/);
        expect(await title(url)).toBe('another');
      },
      {},
      told.tell,
    );
  },
);

test('--watch with nothing to watch says so', async () => {
  const { ran } = await serving(['mock', 'gptbots', '--watch'], async () => {});
  expect(ran.err).toMatch(/--watch has nothing to watch/);
});
