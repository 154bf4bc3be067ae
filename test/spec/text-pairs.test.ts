import { describe, expect, test } from 'vitest';
import { formPairs } from '../../src/spec/text-pairs.ts';

/** A short form is searched, a long one sorted by name first: nobody may see which. */
const PADDING = `&padding=${'x'.repeat(5000)}`;

const FORMS = [
  { name: 'plain pairs', text: 'a=1&b=2' },
  { name: 'a name twice', text: 'a=1&b=2&a=3' },
  { name: 'no value', text: 'a&b=' },
  { name: 'no name', text: '=1&a=2' },
  { name: 'empty pairs', text: '&&a=1&&' },
  { name: 'equals signs in a value', text: 'a=1=2==' },
  { name: 'blanks', text: 'a=x+y%20z&b+c=1' },
  { name: 'encoded signs', text: 'a=%26%3D%2C&%61=2' },
  { name: 'an encoded comma beside a plain one', text: 'a=1%2C2,3' },
  { name: 'broken encodings', text: 'a=%&b=%zz&c=%e4' },
  { name: 'other scripts', text: 'a=%E6%B5%8B%E8%AF%95&%E6%B5%8B=1' },
  { name: 'a leading question mark', text: '?a=1&b=2' },
  { name: 'inherited names', text: '__proto__=1&constructor=2&toString=3' },
  { name: 'brackets', text: 'f[a]=1&f[b]=2' },
] as const;

const NAMES = ['a', 'b', 'c', 'b c', '', '?a', '测', '__proto__', 'constructor', 'f[a]', 'hasOwnProperty'];

describe('a form', () => {
  test.each(FORMS)('says the same long and short: $name', ({ text }) => {
    const [short, long] = [formPairs(text), formPairs(text + PADDING)];
    for (const name of NAMES) {
      expect([name, short.get(name)]).toEqual([name, long.get(name)]);
      expect([name, short.all(name)]).toEqual([name, long.all(name)]);
      expect([name, short.encoded(name)]).toEqual([name, long.encoded(name)]);
    }
    const withoutPadding = [...long.entries()].filter(([name]) => name !== 'padding');
    expect([...short.entries()]).toEqual(withoutPadding);
  });

  test.each([
    { text: 'a=1&b=2&a=3', name: 'a', all: ['1', '3'] },
    { text: 'a=x+y%20z', name: 'a', all: ['x y z'] },
    { text: '?a=1', name: '?a', all: ['1'] },
    { text: 'a=1', name: 'toString', all: [] },
    { text: '', name: 'a', all: [] },
  ])('$text has $all as $name', ({ text, name, all }) => {
    expect(formPairs(text).all(name)).toEqual(all);
    expect(formPairs(text).get(name)).toBe(all[0]);
  });
});
