import { describe, expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';
import { some } from '../_some.ts';
import { tinyFile } from '../_tiny.ts';

type Change = (document: any) => void;

const DIRECTED = { 'kind,asc': 'kind', 'kind,desc': '-kind', 'stars,asc': 'stars', 'stars,desc': '-stars' };

async function listOf(sort: object, order: object, more: Change = () => {}) {
  const file = await tinyFile((document) => {
    const { get } = document.paths['/notes'];
    get['x-confab'].order = { ...order, request: '$request.query.sort' };
    get.parameters = get.parameters.map((one: any) => (one.name === 'sort' ? { ...one, ...sort } : one));
    more(document);
  });
  const mock = await createMock({ vendors: [file], rows: 60 });
  return async (query: string): Promise<any[]> => {
    const response = await mock.fetch(`${mock.url()}/api/notes?size=100&${query}`);
    return ((await response.json()) as any).notes;
  };
}

const list = (values: readonly string[]) => ({ type: 'array', items: { enum: values } });
const SIGNED = ['written', '-written', 'kind', '-kind', 'stars', '-stars'];

describe('several orders of a request', () => {
  test.each<[string, object, object, query: string]>(
    some<[string, object, object, query: string]>(
      [
        ['by commas', { explode: false, schema: list(SIGNED) }, { by: SIGNED }, 'sort=kind,-stars'],
        [
          'by commas, encoded',
          { explode: false, schema: list(SIGNED) },
          { by: SIGNED },
          'sort=kind%2C-stars',
        ],
        ['repeated', { schema: list(SIGNED) }, { by: SIGNED }, 'sort=kind&sort=-stars'],
        [
          'repeated, each with its direction',
          { schema: { type: 'array', items: { type: 'string' } } },
          { by: { '': '-written', ...DIRECTED } },
          'sort=kind,asc&sort=stars,desc',
        ],
        [
          'with a field that comes again and one that is none',
          { schema: { type: 'array', items: { type: 'string' } } },
          { by: SIGNED },
          'sort=kind&sort=-kind&sort=nothing&sort=-stars',
        ],
      ],
      3,
    ),
  )('%s', async (_, sort, order, query) => {
    const ask = await listOf(sort, order);
    const found = (await ask(query)).map(({ kind, stars }) => [kind, stars]);
    expect(found).toHaveLength(60);
    const sorted = found.toSorted(([a, b], [c, d]) => (a === c ? d - b : a < c ? -1 : 1));
    expect(found).toEqual(sorted);
    expect(new Set(found.map(String)).size).toBeGreaterThan(6);
  });

  test('only the first of a list counts where the place is one value', async () => {
    const ask = await listOf({ schema: { type: 'string', enum: SIGNED } }, { by: SIGNED });
    expect((await ask('sort=kind')).map(({ kind }) => kind)).toEqual(
      (await ask('sort=kind')).map(({ kind }) => kind).sort(),
    );
  });

  test('a value of the list that is no order is refused at load', async () => {
    await expect(listOf({ schema: list(['kind', 'color']) }, { by: ['kind'] })).rejects.toThrow(
      /may be "color", which is no order here/,
    );
  });
});

describe('fields of an object in a row', () => {
  const withAuthor: Change = ({ components, paths }) => {
    const { Note } = components.schemas;
    Note.properties.author = {
      type: 'object',
      required: ['name'],
      properties: { name: { enum: ['ada', 'grace', 'edsger'] }, born: { type: 'string' } },
    };
    Note.required = [...(Note.required ?? []), 'author'];
    const { get } = paths['/notes'];
    get.parameters.push({ name: 'author', in: 'query', schema: { type: 'string' } });
    get['x-confab'].filters['author/name'] = { equals: '$request.query.author' };
  };

  test('filter and order', async () => {
    const ask = await listOf(
      { schema: { type: 'string' } },
      { by: { '': '-written', author: 'author/name' } },
      withAuthor,
    );
    const whole = await ask('');
    const ada = await ask('author=ada');
    expect(ada).toEqual(whole.filter(({ author }) => author.name === 'ada'));
    expect(ada.length).toBeGreaterThan(5);
    const names = (await ask('sort=author')).map(({ author }) => author.name);
    expect(names).toEqual(names.toSorted());
    expect(await ask('author=nobody')).toEqual([]);
  });

  test.each([
    ['a field that the object lacks', 'author/nothing'],
    ['a field of what is no object', 'title/length'],
    ['a field of a list', 'tags/name'],
    ['no name', ''],
  ])('%s is refused', async (_, field) => {
    await expect(
      listOf({}, { by: ['written'] }, (document) => {
        withAuthor(document);
        document.components.schemas.Note.properties.tags = {
          type: 'array',
          items: { type: 'object', properties: { name: { type: 'string' } } },
        };
        document.paths['/notes'].get['x-confab'].filters[field] = { equals: '$request.query.author' };
      }),
    ).rejects.toThrow(/have no field/);
  });
});
