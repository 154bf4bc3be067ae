import { writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { createMock, type Mock } from '../../src/index.ts';
import { file, tinyDocument } from '../_tiny.ts';

const note = (id: string, written: number) => ({ id, title: `Note ${id}`, written, stars: 1 });
const write = (path: string, change: (document: any) => void) =>
  writeFile(path, stringify(tinyDocument(change), { aliasDuplicateObjects: false }));

async function titles(mock: Pick<Mock, 'fetch'>, path = '/api/notes') {
  const response = await mock.fetch(`http://confab.localhost/tiny${path}`);
  return response.ok ? ((await response.json()) as any).notes.map((one: any) => one.title) : response.status;
}

const open = async () => {
  const spec = await file('tiny.yaml', tinyDocument());
  const warned: string[] = [];
  const mock = await createMock({
    vendors: [spec],
    rows: { tiny: [note('a', 5), note('b', 3)] },
    warn: (sentence) => void warned.push(sentence),
  });
  return { spec, mock, warned };
};

describe('what is read anew', () => {
  test('other rows take the place of those of the start', async () => {
    const { mock } = await open();
    expect(await titles(mock)).toEqual(['Note a', 'Note b']);
    await mock.reload({ rows: { tiny: [note('c', 9)] } });
    expect(await titles(mock)).toEqual(['Note c']);
    await mock.reload();
    expect(await titles(mock)).toEqual(['Note c']);
  });

  test('a changed spec, over a port that goes on listening', async () => {
    const { spec, mock } = await open();
    const { url } = await mock.listen();
    const status = async (path: string) => (await fetch(`${url}/tiny${path}`)).status;
    expect([await status('/api/notes'), await status('/api/memos')]).toEqual([200, 501]);
    await write(spec, (document) => {
      document.paths['/memos'] = document.paths['/notes'];
      delete document.paths['/notes'];
    });
    await mock.reload();
    expect([await status('/api/notes'), await status('/api/memos')]).toEqual([501, 200]);
    expect(mock.specs[0]?.operations.map(({ path }) => path)).toContain('/memos');
    await mock.close();
    await expect(fetch(url)).rejects.toThrow();
  });

  test('scopes stay, with their journals and with the rows that were changed in them', async () => {
    const { mock } = await open();
    const scope = mock.scope('mine');
    await scope.rows('tiny').patch('a', { title: 'Mine' });
    await scope.rows('tiny').delete('b');
    await scope.rows('tiny').add(note('d', 1));
    expect(await titles(scope)).toEqual(['Mine', 'Note d']);
    await mock.reload({ rows: { tiny: [note('a', 2), note('b', 3), note('c', 9)] } });
    expect(await titles(mock)).toEqual(['Note c', 'Note b', 'Note a']);
    expect(await titles(scope)).toEqual(['Note c', 'Mine', 'Note d']);
    expect((await scope.journal()).map(({ n }) => n)).toEqual([1, 3]);
    scope.reset();
    expect(await titles(scope)).toEqual(['Note c', 'Note b', 'Note a']);
  });

  test('so do generated rows that were changed, one by one or by their number', async () => {
    const spec = await file('tiny.yaml', tinyDocument());
    const mock = await createMock({ vendors: [spec], rows: 20 });
    const [one, two] = [mock.scope(), mock.scope()];
    const [first] = (await one.rows('tiny').list()).rows;
    await one.rows('tiny').patch(String(first?.id), { title: 'Mine' });
    await two.rows('tiny').replace(3);
    await mock.reload({ rows: 30 });
    expect((await one.rows('tiny').list()).total).toBe(30);
    expect((await titles(one))[0]).toBe('Mine');
    expect((await two.rows('tiny').list()).total).toBe(3);
  });

  test('changed rows that no longer fit are told, and shown all the same', async () => {
    const { spec, mock, warned } = await open();
    await mock.scope('mine').rows('tiny').add(note('d', 9));
    await write(spec, (document) => {
      document.components.schemas.Note.properties.stars = { type: 'integer', minimum: 2 };
    });
    await mock.reload({ rows: { tiny: [] } });
    expect(warned).toEqual(['scope mine: tiny.notes: row 0 (id "d"): stars must be >= 2, not 1']);
  });
});

describe('what cannot be served is refused, and all is served as before:', () => {
  test.each<[string, (spec: string, mock: Mock) => Promise<unknown>, RegExp]>([
    [
      'a spec that is no YAML',
      async (spec, mock) => {
        await writeFile(spec, 'openapi: [');
        await mock.reload();
      },
      /tiny\.yaml/,
    ],
    [
      'rows that do not fit',
      (_, mock) => mock.reload({ rows: { tiny: [{ id: 'x' }] } }),
      /it has no written, its time/,
    ],
    ['too many rows', (_, mock) => mock.reload({ rows: 1e12 }), /not a whole number/],
  ])('%s', async (_, act, message) => {
    const { spec, mock } = await open();
    await mock.defaultScope.rows('tiny').delete('b');
    await expect(act(spec, mock)).rejects.toThrow(message);
    expect(await titles(mock)).toEqual(['Note a']);
  });
});
