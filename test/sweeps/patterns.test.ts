import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { builtinNames, profileNames } from '../../src/spec/builtin.ts';
import { isObject, type Json } from '../../src/spec/json.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import { compilePattern } from '../../src/spec/pattern.ts';
import { isSurelyLinear } from '../../src/spec/pattern-cost.ts';
import { compileByRe2 } from '../../src/spec/pattern-re2.ts';
import { parsePattern } from '../../src/spec/pattern-tree.ts';
import { some } from '../_some.ts';

/** Every pattern that a document writes, wherever it stands. */
function* patternsIn(value: Json): Generator<string> {
  if (Array.isArray(value)) for (const one of value) yield* patternsIn(one);
  if (!isObject(value)) return;
  for (const name of ['pattern', 'wellFormed']) if (typeof value[name] === 'string') yield value[name];
  if (isObject(value.patternProperties)) yield* Object.keys(value.patternProperties);
  for (const one of Object.values(value)) yield* patternsIn(one);
}

const profiles = profileNames();
const loaded = await Promise.all([
  loadSpecs({ vendors: builtinNames() }),
  ...profiles.map((profile) =>
    loadSpecs({ vendors: [profile.split('.')[0] as string], profiles: [profile] }),
  ),
]);
// Grades of evidence stand under the same names.
const isGrade = (text: string) => /^(?:documented|observed|assumed)\b/.test(text);
const patterns = [...new Set(loaded.flat().flatMap(({ document }) => [...patternsIn(document)]))].filter(
  (text) => !isGrade(text),
);

const piece = fc.constantFrom('', '0', '9', 'a', 'Z', '-', ':', '.', ' ', '\n', 'é', '😀', '\u00a0');

describe('each pattern of the built-in specs', () => {
  test('there are some', () => expect(patterns.length).toBeGreaterThan(10));

  test.each(some(patterns, 4))(
    '%s finds what RegExp finds, in fitting texts and nearly fitting ones',
    (source) => {
      const regExp = new RegExp(source, 'u');
      const tree = parsePattern(source, true);
      const tested = [compilePattern(source), compileByRe2(tree)];
      const fitting = fc.stringMatching(new RegExp(source.replaceAll('\\S', '[^ ]'), 'u'), { size: 'small' });
      const changed = fc.tuple(fitting, fc.nat(), fc.nat(3), piece).map(([text, at, cut, put]) => {
        const start = at % (text.length + 1);
        return text.slice(0, start) + put + text.slice(start + cut);
      });
      fc.assert(
        fc.property(fc.oneof(fitting, changed), (text) => {
          const wanted = regExp.test(text);
          expect(tested.map((one) => one.test(text))).toEqual([wanted, wanted]);
        }),
        { seed: 20261130, numRuns: 100 },
      );
    },
  );

  test.each(some(patterns, 4))('%s needs no other engine than RegExp: a start loads none', (source) => {
    expect(isSurelyLinear(parsePattern(source, true))).toBe(true);
  });
});
