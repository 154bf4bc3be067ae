import { expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';
import { tinyFile } from '../_tiny.ts';

// Each was found by `npm run fuzz`.
test.each<[string, object, unknown]>([
  ['at least 1', { type: 'integer', minimum: 1 }, 1],
  ['at most -1', { type: 'integer', maximum: -1 }, -1],
  ['one of a list', { enum: ['x', 'y'] }, 'x'],
  ['anything', { type: 'integer' }, 0],
])('what a page must have and nothing fills fits its schema: %s', async (_, schema, value) => {
  const vendor = await tinyFile((document) => {
    const page = document.paths['/notes'].get.responses['200'].content['application/json'].schema;
    page.required.push('more2');
    page.properties.more2 = schema;
  });
  const mock = await createMock({ vendors: [vendor] });
  const answer = (await (await mock.fetch(`${mock.url()}/api/notes`)).json()) as { more2: unknown };
  expect(answer.more2).toBe(value);
});

test('a listed value that the type beside it forbids is in no row', async () => {
  const vendor = await tinyFile((document) => {
    document.components.schemas.Note.properties.mood = { type: 'string', enum: [{ $ref: '' }, 'glad'] };
    document.components.schemas.Note.required.push('mood');
  });
  const mock = await createMock({ vendors: [vendor] });
  const { notes } = (await (await mock.fetch(`${mock.url()}/api/notes?size=50`)).json()) as { notes: any[] };
  expect(new Set(notes.map(({ mood }) => mood))).toEqual(new Set(['glad']));
});

test('rows to skip beyond what a number can say are shown as a number that can be said', async () => {
  const vendor = await tinyFile((document) => {
    const { get } = document.paths['/notes'];
    get['x-confab'].paging = { skip: ['$request.query.page', '$response.body#/page'] };
    get.parameters[0].schema = { type: 'integer', format: 'int64' };
  });
  const mock = await createMock({ vendors: [vendor] });
  const answer = await mock.fetch(`${mock.url()}/api/notes?page=9223372036854775807`);
  expect(await answer.json()).toMatchObject({ notes: [], page: Number.MAX_SAFE_INTEGER });
});
