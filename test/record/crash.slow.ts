import { describe, expect, test } from 'vitest';
import { createReplay } from '../../src/create-playback.ts';
import { parseFixture } from '../../src/record/parse-fixture.ts';
import { removeAbandoned } from '../../src/record/store/write-file.ts';
import { expectAllOnDisk, gone, load, serve, startRecorder, until } from './_built.ts';
import { filesOf, folder } from './_recording.ts';

describe('kill -9 under load', () => {
  test('loses nothing that was acknowledged and leaves no broken file', async () => {
    await serve(async (upstream) => {
      const out = await folder();
      const acknowledged = new Map<string, string>();
      for (const round of [1, 2, 3]) {
        const { child, url } = await startRecorder(upstream, out);
        const done = load(url, round * 1_000_000, acknowledged);
        await until(() => acknowledged.size >= round * 40);
        child.kill('SIGKILL');
        await Promise.all([done, gone(child)]);
        await expectAllOnDisk(out, acknowledged);
      }
      expect((await createReplay({ vendors: ['gptbots'], fixtures: [out] })).size).toBeGreaterThanOrEqual(
        acknowledged.size,
      );
      await removeAbandoned(out, Date.now() + 3_600_000);
      expect(await expectAllOnDisk(out, acknowledged)).toBe(0);
    });
  });

  test('of one of two recorders on one folder harms neither', async () => {
    await serve(async (upstream) => {
      const out = await folder();
      const [ofA, ofB] = [new Map<string, string>(), new Map<string, string>()];
      const [a, b] = await Promise.all([startRecorder(upstream, out), startRecorder(upstream, out)]);
      // The same pages: both want the same names.
      const done = [load(a.url, 1, ofA), load(b.url, 1, ofB)];
      await until(() => ofA.size >= 40 && ofB.size >= 40);
      a.child.kill('SIGKILL');
      const before = ofB.size;
      await until(() => ofB.size >= before + 20);
      b.child.kill('SIGKILL');
      await Promise.all([...done, gone(a.child), gone(b.child)]);
      await expectAllOnDisk(out, ofA);
      await expectAllOnDisk(out, ofB);
      const takes = new Map<string, number[]>();
      for (const [name, text] of await filesOf(out)) {
        if (!name.endsWith('.json')) continue;
        const { request, take } = parseFixture(text, name);
        takes.set(request.url, [...(takes.get(request.url) ?? []), take].sort());
      }
      expect([...takes.values()].filter((all) => all.length === 2).length).toBeGreaterThan(0);
      for (const all of takes.values()) expect(all).toEqual([1, 2].slice(0, all.length));
    });
  });
});
