import { expect, test } from 'vitest';
import { parsePreferences } from '../../src/http/preferences.ts';

test.each<[string, Record<string, string>]>([
  ['example=rateLimited', { example: 'rateLimited' }],
  ['Example="rate limited"', { example: 'rate limited' }],
  ['example="a \\"b\\" \\\\c"', { example: 'a "b" \\c' }],
  ['example="a, code=1"; strength=3, code=429', { example: 'a, code=1', code: '429' }],
  ['respond-async, wait=10', { 'respond-async': '', wait: '10' }],
  ['  wait = 1.5 ,code=500 ', { wait: '1.5', code: '500' }],
  ['wait=1, wait=2', { wait: '1' }],
  ['return=minimal; foo="some, parameter"; bar, wait=3', { return: 'minimal', wait: '3' }],
  ['example=', { example: '' }],
  ['', {}],
  [',,;', {}],
  ['"quoted"', {}],
  ['__proto__=1', { ['__proto__']: '1' }],
])('%s', (header, expected) => {
  expect([...parsePreferences(header)]).toEqual(Object.entries(expected));
});

test('a long header takes no long time', () => {
  expect(parsePreferences(`${'a;'.repeat(100_000)}"`).size).toBeLessThanOrEqual(1);
  expect(parsePreferences(`x="${'\\'.repeat(100_000)}`).size).toBeLessThanOrEqual(1);
});
