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
