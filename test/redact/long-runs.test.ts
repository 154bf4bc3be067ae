import { expect, test } from 'vitest';
import { toStoredBody } from '../../src/record/stored-body.ts';
import { mapBase64Runs } from '../../src/redact/forms/encoded-runs.ts';
import { slowTest } from '../_some.ts';

const same = (bytes: Uint8Array) => bytes;

test.each([
  ['letters', 'x'.repeat(20_000_000)],
  ['lines', `${'x'.repeat(76)}\n`.repeat(200_000)],
])('a run of megabytes of %s is read to its end', (_, text) => {
  expect(mapBase64Runs(text, same) === text).toBe(true);
});

slowTest('a body of four million escaped quotes is stored as JSON', () => {
  const json = { a: '"'.repeat(4_000_000), b: 1.5 };
  expect(JSON.stringify(toStoredBody(Buffer.from(JSON.stringify(json)))) === JSON.stringify({ json })).toBe(
    true,
  );
});
