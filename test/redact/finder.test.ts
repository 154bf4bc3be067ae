import { describe, expect, test } from 'vitest';
import { createFinder } from '../../src/redact/finder.ts';
import { mapJsonText } from '../../src/redact/forms/json-text.ts';

describe('a finder', () => {
  const of = (...texts: string[]) => {
    const finder = createFinder<number>();
    for (const [index, text] of texts.entries()) finder.add(text, index);
    return finder;
  };
  test.each<[string, string[], string, string]>([
    ['nothing', [], 'abcdefgh', 'abcdefgh'],
    ['the whole text', ['abcdefgh'], 'abcdefgh', '<0>'],
    ['at the start and at the end', ['abcdefgh'], 'abcdefgh-abcdefgh', '<0>-<0>'],
    ['what follows at once', ['abcdefgh'], 'abcdefghabcdefgh', '<0><0>'],
    ['the longest at a place', ['abcdefgh', 'abcdefghij', 'abcdefghi'], 'xabcdefghijk', 'x<1>k'],
    ['a shorter one where the longer is not whole', ['abcdefgh', 'abcdefghij'], 'abcdefghiX', '<0>iX'],
    ['what begins within what is not', ['abcdefgh', 'bcdefghX'], 'abcdefgabcdefghX', 'abcdefg<0>X'],
    ['beyond ASCII', ['密码密码密码密码'], '我的密码密码密码密码。', '我的<0>。'],
    ['nothing in a short text', ['abcdefgh'], 'abcdefg', 'abcdefg'],
  ])('finds %s', (_, texts, text, replaced) => {
    expect(of(...texts).replace(text, (_found, index) => `<${index}>`)).toBe(replaced);
  });

  test('forgets what is removed, and only that', () => {
    const finder = of('abcdefgh', 'abcdefghi', 'ABCDEFGH');
    finder.remove('abcdefghi');
    finder.remove('never there');
    const found: string[] = [];
    finder.replace('abcdefghi ABCDEFGH', (text) => {
      found.push(text);
      return text;
    });
    expect(found).toEqual(['abcdefgh', 'ABCDEFGH']);
  });

  test('says the same as looking for each, of random texts', () => {
    let state = 7;
    const next = (most: number) => {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
      return state % most;
    };
    const word = (length: number) => Array.from({ length }, () => 'ab'[next(2)]).join('');
    for (let round = 0; round < 200; round += 1) {
      const texts = Array.from({ length: 5 }, () => word(8 + next(4)));
      const text = word(300);
      const slow = new RegExp([...texts].sort((a, b) => b.length - a.length).join('|'), 'g');
      expect(of(...texts).replace(text, () => '#')).toBe(text.replaceAll(slow, '#'));
    }
  });

  test('what it costs does not depend on how many there are, even if all begin alike', () => {
    const finder = createFinder<number>();
    for (let n = 0; n < 100_000; n += 1) finder.add(`eyJhbGciOiJIUzI1NiJ9.${String(n).padStart(6, '0')}`, n);
    const text = 'nothing to be found here, or eyJhbGci. '.repeat(10_000);
    const start = process.cpuUsage();
    finder.replace(text, () => '');
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(20_000);
  });
});

describe('the texts of JSON, where they stand', () => {
  const seen = (text: string) => {
    const found: string[] = [];
    const out = mapJsonText(text, {
      text: (value, path) => {
        found.push(`/${path.join('/')}=${value}`);
        return value;
      },
      key: (value) => value,
      number: (value, path) => {
        found.push(`/${path.join('/')}=${value}`);
        return value;
      },
    });
    expect(out).toBe(text);
    return found;
  };
  test.each<[string, string, string[]]>([
    ['an object', '{"a": "x", "b": [1, {"c": "y"}, "z"]}', ['/a=x', '/b/0=1', '/b/1/c=y', '/b/2=z']],
    ['a key twice', '{"a":"x","a":"y"}', ['/a=x', '/a=y']],
    ['escapes', '{"a\\"b":"x\\u0041\\\\"}', ['/a"b=xA\\']],
    ['a text that ends in the middle', '{"a":"x', ['/a=x']],
    ['an escape that ends in the middle', '{"a":"x\\u00', ['/a=x']],
    ['one value a line', '{"a":"x"}\n{"b":"y"}', ['/a=x', '/b=y']],
    ['what is no JSON', 'he said "x", "b": "y"', ['/=x', '/b=y']],
    ['too many ends', ']}]}{"a":"x"}', ['/a=x']],
    ['a plain text', '"x"', ['/=x']],
    ['signs without a number', '- -x {"a":-1.5e3}', ['/a=-1500']],
  ])('%s', (_, text, found) => {
    expect(seen(text).map((one) => one.replace('/=', '/='))).toEqual(found);
  });

  test('are changed and nothing else is', () => {
    const text = '{ "id" : 12345678901234567890,\t"a":"x\\/y", "a" : "x", "n": 1.50 }';
    const map = {
      key: (value: string) => value,
      text: () => 'a"\n',
      number: (value: number) => (value === 1.5 ? 2 : value),
    };
    expect(mapJsonText(text, map)).toBe(
      '{ "id" : 12345678901234567890,\t"a":"a\\"\\n", "a" : "a\\"\\n", "n": 2 }',
    );
  });
});
