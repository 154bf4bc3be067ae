import { expect, test } from 'vitest';
import { fitsExample } from '../../src/spec/example-text.ts';

/** An example's text, what a server said, and whether it is the same answer. */
test.each<[example: string, said: string, isSame: boolean]>([
  ['no such thing', 'no such thing', true],
  ['no such thing', 'no such Thing', false],
  ['{parameter} is wrong', 'size is wrong', true],
  ['{parameter} is wrong', 'Size is wrong', true],
  ['{parameter} is wrong', 'page is wrong', false],
  ['{request_id}: failed', 'abc: failed', true],
  ['{request_id}: failed', 'abc: succeeded', false],
  ['8FC37A48-1B3E-4F0A-9C1D-0123456789AB', '0f8fad5b-d9cb-469f-a165-70867728950e', true],
  ['8FC37A48-1B3E-4F0A-9C1D-0123456789AB', 'none', false],
  [
    'Request 8FC37A48-1B3E-4F0A-9C1D-0123456789AB failed',
    'Request 0f8fad5b-d9cb-469f-a165-70867728950e failed',
    true,
  ],
  ['Request req_7d8f2a1b9c failed', 'Request req_00aa11bb22 failed', true],
  ['Request req_7d8f2a1b9c failed', 'Request failed', false],
  ['trace 4bf92f3577b34da6a3ce929d0e0e4736', 'trace 00f067aa0ba902b7', true],
  ['failed at 2026-03-20T10:00:00Z', 'failed at 2027-01-01T00:00:00.123+08:00', true],
  ['failed at 2026-03-20 10:00:00', 'failed at 2027-01-01 00:00:01', true],
  ['failed at 10:00:00', 'failed at 23:59:59', true],
  ['until Fri, 20 Mar 2026 10:00:00 GMT', 'until Sat, 21 Mar 2026 10:00:00 GMT', true],
  ['request 88392014 failed', 'request 7 failed', true],
  ['try again in 12 seconds', 'try again in 0.5 seconds', true],
  ['try again in 12s', 'try again in 3s', true],
  ['请在 12 秒后重试', '请在 3 秒后重试', true],
  // What a document states stays.
  ['at most 100 rows', 'at most 50 rows', false],
  ['40000', '40001', false],
  ['500100', '500200', false],
  ['InvalidParameter', 'MissingParameter', false],
  ['Error1234567', 'Error7654321', false],
  ['a (b) [c] $1.0', 'a (b) [c] $1.0', true],
  ['a.c', 'abc', false],
])('%s · %s: %s', (example, said, isSame) => {
  expect(fitsExample(example, said, { parameter: 'size' })).toBe(isSame);
});

test('a text that is far longer than any refusal is another one, at once', () => {
  const example = '{a} and {b} and {c} and {d}';
  expect(fitsExample(example, ' and '.repeat(3000).slice(0, -4), {})).toBe(true);
  expect(fitsExample(example, `${' and '.repeat(200_000)}!`, {})).toBe(false);
});
