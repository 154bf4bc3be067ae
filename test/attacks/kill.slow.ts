import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { parseFixture } from '../../src/record/parse-fixture.ts';
import { createPicker } from '../../src/text/hash.ts';
import { filesOf, folder } from '../record/_recording.ts';
import { type Program, page, withPrograms } from './_program.ts';

/** Each is killed after another number of answers; the numbers are the same in every run. */
const MOMENTS = [1, 2, 3, 4].map((seed) => 5 + createPicker(seed)(60));
const PAGES = [1, 2, 3, 4, 5];

/** Asks for pages, many at once, and kills the program with -9 after so many answers; gives the pages that came whole. */
async function killedAfter(program: Program, answers: number): Promise<Map<number, string>> {
  const pages = new Map<number, string>();
  let count = 0;
  let killed: Promise<void> | undefined;
  await Promise.all(
    Array.from({ length: 8 }, async (_, worker) => {
      for (let n = worker; !killed; n += 1) {
        const number = PAGES[n % PAGES.length] as number;
        const text = await page(program.url, number).catch(() => undefined);
        if (text === undefined) return;
        pages.set(number, text);
        count += 1;
        if (count >= answers) killed ??= program.kill();
      }
    }),
  );
  await killed;
  return pages;
}

/** A port that nobody has; the program takes it again after it was killed. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Which rows a page has; what is in them may be redacted in a recording. */
const rowsOf = (text: string) =>
  JSON.parse(text)
    .list.map((row: { conversation_id: string }) => row.conversation_id)
    .join(' ');

/** Files that are not finished are never read, and are removed later. */
const isWhole = ([name]: readonly [string, string]) => name.endsWith('.json');

describe.each(MOMENTS)('kill -9 after %d answers', (moment) => {
  test('a mock gives the same bytes afterwards, on the same port', async () => {
    await withPrograms(async (begin) => {
      const port = String(await freePort());
      const before = await killedAfter(await begin(['mock', 'gptbots', '--port', port]), moment);
      const again = await begin(['mock', 'gptbots', '--port', port]);
      for (const [number, text] of before) expect(await page(again.url, number)).toBe(text);
    });
  });

  test('a replay changes nothing in its folder, and plays the same afterwards', async () => {
    await withPrograms(async (begin) => {
      const mock = await begin(['mock', 'gptbots']);
      const out = await folder();
      const recorder = await begin(['record', 'gptbots', '--url', mock.url, '--out', out]);
      for (const number of PAGES) await page(recorder.url, number);
      await recorder.kill();
      const files = await filesOf(out);
      const played = await killedAfter(await begin(['replay', out]), moment);
      expect(await filesOf(out)).toEqual(files);
      const again = await begin(['replay', out]);
      for (const [number, text] of played) expect(await page(again.url, number)).toBe(text);
    });
  });

  test('a recorder that replaces old recordings leaves the old one or the new one, each whole', async () => {
    await withPrograms(async (begin) => {
      const out = await folder();
      const [old, other] = await Promise.all(
        ['1', '2'].map((seed) => begin(['mock', 'gptbots', '--seed', seed])),
      );
      const known = new Map<number, Set<string>>();
      for (const { url } of [old, other] as Program[])
        for (const number of PAGES)
          known.set(number, (known.get(number) ?? new Set()).add(rowsOf(await page(url, number))));
      const first = await begin(['record', 'gptbots', '--url', (old as Program).url, '--out', out]);
      for (const number of PAGES) await page(first.url, number);
      await first.kill();
      const second = ['record', 'gptbots', '--url', (other as Program).url, '--out', out, '--mode', 'all'];
      await killedAfter(await begin(second), moment);
      for (const [name, text] of (await filesOf(out)).entries())
        if (isWhole([name, text])) expect(() => parseFixture(text, name)).not.toThrow();
      const replay = await begin(['replay', out]);
      for (const number of PAGES) expect(known.get(number)).toContain(rowsOf(await page(replay.url, number)));
    });
  });
});
