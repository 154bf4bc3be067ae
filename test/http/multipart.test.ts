import { expect, test } from 'vitest';
import { boundaryIn, boundaryOf, splitMultipart } from '../../src/http/multipart.ts';

const split = (text: string, boundary = 'b') => {
  const bytes = Buffer.from(text);
  return splitMultipart(bytes, boundary).map(({ name, fileName, headers, start, end }) => ({
    name,
    fileName,
    type: headers.find(([one]) => /^content-type$/i.test(one))?.[1],
    body: bytes.subarray(start, end).toString(),
  }));
};
const DISPOSITION = 'Content-Disposition: form-data; name=';

test.each<[string, string, ReturnType<typeof split>]>([
  [
    'two fields',
    `--b\r\n${DISPOSITION}"a"\r\n\r\n1\r\n--b\r\n${DISPOSITION}"c"\r\n\r\n2\r\n\r\n3\r\n--b--\r\n`,
    [
      { name: 'a', fileName: undefined, type: undefined, body: '1' },
      { name: 'c', fileName: undefined, type: undefined, body: '2\r\n\r\n3' },
    ],
  ],
  [
    'a file with a type, bare line breaks and a preamble',
    `hello\n--b\n${DISPOSITION}up; filename="x \\"y\\".txt"\ncontent-TYPE: text/plain;\n charset=gbk\n\nline --b\n--b--`,
    [{ name: 'up', fileName: 'x "y".txt', type: 'text/plain; charset=gbk', body: 'line --b' }],
  ],
  [
    'no headers',
    '--b\r\n\r\nbody\r\n--b--',
    [{ name: undefined, fileName: undefined, type: undefined, body: 'body' }],
  ],
  [
    'an empty part',
    `--b\r\n${DISPOSITION}"a"\r\n\r\n\r\n--b--`,
    [{ name: 'a', fileName: undefined, type: undefined, body: '' }],
  ],
  [
    'a missing end',
    `--b\r\n${DISPOSITION}"a"\r\n\r\nhalf`,
    [{ name: 'a', fileName: undefined, type: undefined, body: 'half' }],
  ],
  [
    'a missing body',
    `--b\r\n${DISPOSITION}"a"`,
    [{ name: 'a', fileName: undefined, type: undefined, body: '' }],
  ],
  ['no part', '--b--\r\n', []],
  ['another boundary', '--c\r\n\r\nx\r\n--c--', []],
])('%s', (_, text, parts) => expect(split(text)).toEqual(parts));

test.each<[string | undefined, string | undefined]>([
  ['multipart/form-data; boundary=abc', 'abc'],
  ['Multipart/Mixed; boundary="a b"; x=1', 'a b'],
  ['multipart/form-data', undefined],
  ['text/plain; boundary=abc', undefined],
  [undefined, undefined],
])('the boundary of %j is %j', (type, boundary) => expect(boundaryOf(type)).toBe(boundary));

test('a body shows its boundary itself', () => {
  expect(boundaryIn(Buffer.from(`--x-1\r\n${DISPOSITION}"a"\r\n\r\n1`))).toBe('x-1');
  expect(boundaryIn(Buffer.from('--a title--\r\nsome text'))).toBeUndefined();
  expect(boundaryIn(Buffer.from('{}'))).toBeUndefined();
});

test('the work grows with the length, and not faster', () => {
  const body = Buffer.from('--b'.repeat(300_000) + '\n--b\n'.repeat(100_000));
  const start = process.cpuUsage();
  splitMultipart(body, 'b');
  expect(process.cpuUsage(start).user).toBeLessThan(2_000_000);
});
