import { expect, test } from 'vitest';
import { serving } from '../cli/_serving.ts';

test('08-examples /list: a plain list pages, and the start says what was taken for what', async () => {
  let told = '';
  const { result } = await serving(
    ['mock', 'test/cases/08-examples.yaml', '--log', 'off'],
    async (url) => {
      const page = async (number: number) =>
        (await fetch(`${url}/08-examples/list?limit=3&page=${number}`)).json();
      return [await page(1), await page(2)] as any[];
    },
    {},
    (text) => {
      told += `${text}\n`;
    },
  );
  const [first, second] = result;
  expect(first.items).toHaveLength(3);
  expect(second.items).toHaveLength(3);
  expect(second.total).toBe(first.total);
  expect([...first.items, ...second.items].map(({ id }) => id)).toHaveLength(
    new Set([...first.items, ...second.items].map(({ id }) => id)).size,
  );
  expect(told).toContain('GET /list: rows in items, page by page, size by limit, total in total');
  expect(told).toContain('npx confabulate init test/cases/08-examples.yaml writes it down');
});
