import { describe, expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';
import { file } from '../_tiny.ts';
import { plainDocument, single } from '../spec/recognise/_plain.ts';
import { reply } from './_reply.ts';

const NUMBER = { type: 'integer' };

async function serve(plain: Parameters<typeof plainDocument>[0]) {
  const mock = await createMock({ vendors: [await file('plain.yaml', plainDocument(plain))] });
  return (target: string) => reply(mock.fetch(`http://mock${target}`));
}

describe('a list without x-confab', () => {
  const total = { total: NUMBER, has_more: { type: 'boolean' } };

  test('its pages add up to its total, and no row comes twice', async () => {
    const get = await serve({ beside: total });
    const ids: number[] = [];
    let more = true;
    for (let page = 1; more; page += 1) {
      const { body } = await get(`/things?limit=50&page=${page}`);
      expect(body.total).toBe(237);
      ids.push(...body.items.map(({ id }: { id: number }) => id));
      more = body.has_more;
    }
    expect(ids).toHaveLength(237);
    expect(new Set(ids).size).toBe(237);
  });

  test('the newest row comes first, and none is changed before it was made', async () => {
    const get = await serve({ beside: total });
    const { body } = await get('/things?limit=100');
    const times = body.items.map(({ created_at }: { created_at: string }) => created_at);
    expect(times).toEqual([...times].sort().reverse());
    for (const { created_at, updated_at } of body.items) expect(updated_at >= created_at).toBe(true);
  });

  test('a row of the list is found by its id; an id that no row has is answered as without a list', async () => {
    const get = await serve({ beside: total, paths: { '/things/{id}': single() } });
    const { body } = await get('/things?limit=1&page=7');
    const [row] = body.items;
    expect((await get(`/things/${row.id}`)).body).toEqual(row);
    const unknown = await get('/things/99999');
    expect(unknown.status).toBe(200);
    expect(unknown.body).toHaveProperty('id');
  });

  test('JSON is written as JSON where the document declares XML before it', async () => {
    const document: any = plainDocument({ beside: total });
    const { content } = document.paths['/things'].get.responses['200'];
    document.paths['/things'].get.responses['200'].content = {
      'application/xml': content['application/json'],
      ...content,
    };
    const mock = await createMock({ vendors: [await file('plain.yaml', document)] });
    const { headers, body } = await reply(mock.fetch('http://mock/things?limit=2'));
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(body.items).toHaveLength(2);
  });
});
