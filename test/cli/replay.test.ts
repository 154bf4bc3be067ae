import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { some } from '../_some.ts';
import { answerJson, folder, withRecording } from '../record/_recording.ts';
import { run } from './_run.ts';
import { serving } from './_serving.ts';

const target = (page: number) =>
  `/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=9&page=${page}&page_size=10`;
const get = (page: number) => async (url: string) => {
  const response = await fetch(url + target(page));
  return { status: response.status, text: await response.text() };
};
let out: string;
beforeAll(async () => {
  out = await folder();
  await withRecording(
    'gptbots',
    answerJson({ n: 1 }),
    async ({ url }) => {
      for (const page of [1, 2]) await fetch(url + target(page));
    },
    { out },
  );
});

describe('confab replay', () => {
  test('says where, what it plays, and at the end that all was played', async () => {
    const { ran } = await serving(['replay', out], async (url) => [
      await get(1)(url),
      await get(2)(`${url}/gptbots`),
    ]);
    expect([ran.code, ran.out]).toEqual([
      0,
      expect.stringMatching(
        /^confab replays 2 recordings on http:.*, of bigmodel|^confab replays 2 recordings on http:.*, of /,
      ),
    ]);
    expect(ran.out).toMatch(/\nall 2 recordings were played\n$/);
    expect(ran.err.match(/^played {3}200 GET .*\.json$/gm)).toHaveLength(2);
  });

  test('names those that nobody asked for; that is an error with --require-used only', async () => {
    const once = await serving(['replay', out], get(1));
    expect([once.ran.code, once.ran.out]).toEqual([
      0,
      expect.stringMatching(
        /\n1 of 2 recordings were not asked for:\n {2}\/.*page-2.*\.json\n$|\n1 of 2 recordings were not asked for:\n {2}\/.*\.json\n$/,
      ),
    ]);
    const strict = await serving(['replay', out, '--require-used'], get(1));
    expect(strict.ran.code).toBe(3);
  });

  test('a refusal comes first, with its reason', async () => {
    const { result, ran } = await serving(['replay', out], get(3));
    expect([result.status, ran.code]).toEqual([501, 3]);
    expect(ran.err).toMatch(
      /^refused {2}501 GET .*page=3.*\n {2}There is no recording of this request: .*The nearest is .*query page is \d there and 3 here\. To record it: npx confabulate record gptbots/,
    );
    expect(ran.out).toMatch(/\n1 request was refused\n2 of 2 recordings were not asked for:\n/);
  });

  test('--sequence, --fallback mock, --max-age', async () => {
    const used = await serving(['replay', out, '--sequence'], async (url) => [
      await get(1)(url),
      await get(1)(url),
    ]);
    expect(used.result.map(({ status }) => status)).toEqual([200, 501]);
    expect(used.ran.err).toContain('All recordings of this request were played');
    const filled = await serving(
      ['replay', out, '--fallback', 'mock', '--freeze', '--seed', '2', '--rows', '3'],
      (url) => fetch(url + target(5), { headers: { authorization: 'Bearer app-x' } }),
    );
    expect([filled.result.status, filled.ran.code]).toEqual([200, 0]);
    expect(filled.ran.err).toMatch(/^fallback 200/);
    const old = await serving(['replay', out, '--max-age', '0s', '--expired', 'error'], get(1));
    expect([old.result.status, old.ran.code]).toEqual([501, 3]);
    const warned = await serving(['replay', out, '--max-age', '0s'], get(1));
    expect([warned.result.status, warned.ran.err]).toEqual([
      200,
      expect.stringContaining('it is older than --max-age'),
    ]);
  });

  test('an empty folder says so', async () => {
    const { ran } = await serving(['replay', await folder()], get(1));
    expect(ran.out).toMatch(
      /replays 0 recordings .*\n.*\n {2}this folder has none yet: npx confabulate record makes them\n/,
    );
  });

  test.each<[string[], RegExp]>(
    some<[string[], RegExp]>(
      [
        [['/nowhere'], /there is no file or folder \/nowhere/],
        [['--fallback', 'x'], /--fallback x: it must be error, mock or upstream/],
        [['--fallback', 'upstream'], /the real service's address is missing/],
        [['--url', 'https://x.example'], /is asked with --fallback upstream/],
        [['--max-age', '1y'], /a whole number with s, m, h or d/],
      ],
      3,
    ),
  )('%j is refused', async (argv, message) => {
    const ran = await run(['replay', ...argv], { stopped: Promise.resolve() });
    expect([ran.code, ran.out]).toEqual([1, '']);
    expect(ran.err).toMatch(message);
  });

  test('a path that is not there, beside one that is', async () => {
    const ran = await run(['replay', out, join(out, 'none')], { stopped: Promise.resolve() });
    expect([ran.code, ran.err]).toEqual([1, expect.stringContaining('there is no file or folder')]);
  });
});
