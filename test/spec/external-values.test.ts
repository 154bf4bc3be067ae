import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { loadSpec } from '../../src/spec/load.ts';
import { file } from '../_tiny.ts';

async function load(externalValue: string, type = 'application/json', status = '200') {
  const path = await file('own.yaml', {
    openapi: '3.1.0',
    info: { title: 'Own', version: '1' },
    paths: {
      '/x': {
        get: {
          responses: {
            [status]: { description: 'ok', content: { [type]: { examples: { one: { externalValue } } } } },
          },
        },
      },
    },
  });
  const beside = (name: string, text: string) => writeFile(join(dirname(path), name), text);
  await Promise.all([
    beside('a.json', '{"a":1}'),
    beside('a b.yaml', 'a: 1'),
    beside('t.csv', 'a,b\n'),
    beside('wrong.json', '{'),
  ]);
  const spec = await loadSpec(path);
  const media = spec.operations[0]?.responses.get(status)?.content.get(type);
  return { value: media?.examples.get('one'), warnings: spec.warnings.map(({ message }) => message) };
}

test.each<[address: string, type: string, value: unknown]>([
  ['a.json', 'application/json', { a: 1 }],
  ['./a%20b.yaml', 'application/json', { a: 1 }],
  ['t.csv', 'text/csv', 'a,b\n'],
  ['a.json', 'text/plain', { a: 1 }],
])('the value of an example is brought in from %s for %s', async (address, type, value) => {
  expect(await load(address, type)).toEqual({ value, warnings: [] });
});

test('the value of an example of the response for every other status is brought in, too', async () => {
  expect(await load('a.json', 'application/json', 'default')).toEqual({ value: { a: 1 }, warnings: [] });
});

test.each([
  ['https://example.com/a.json', /only files are brought in/],
  ['//example.com/a.json', /only files are brought in/],
  ['/etc/passwd', /from the document’s own folder/],
  ['none.json', /there is no such file/],
  ['.', /this is a folder/],
  ['wrong.json', /cannot be read as JSON or YAML/],
])('%s is left out, and told of', async (address, message) => {
  const { value, warnings } = await load(address);
  expect(value).toBeUndefined();
  expect(warnings).toEqual([expect.stringMatching(message)]);
});
