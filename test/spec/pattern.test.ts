import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePattern } from '../../src/spec/pattern.ts';
import { costOf, isSurelyLinear } from '../../src/spec/pattern-cost.ts';
import { compileByRe2 } from '../../src/spec/pattern-re2.ts';
import { ECMA, toPatternSource } from '../../src/spec/pattern-source.ts';
import { parsePattern } from '../../src/spec/pattern-tree.ts';
import { some } from '../_some.ts';
import { stepsBack } from './_patterns.ts';

const TEXTS = [
  ...[
    '',
    'a',
    'b',
    'ab',
    'ba',
    'aa',
    'aab',
    'abab',
    'abc',
    'A',
    'Z',
    '0',
    '9',
    '00',
    '42',
    '4a2',
    '_',
    '-',
    'a-b',
    '\\',
    '/',
  ],
  ...[
    ' ',
    '\t',
    '\n',
    'a\n',
    '\na',
    'a\nb',
    '\r',
    '\u2028',
    '\u2029',
    '\u00a0',
    '\ufeff',
    '\u180e',
    '\u3000',
    '\u0085',
    '\0',
    '\b',
    '\x1b',
  ],
  ...[
    'é',
    'ß',
    'Ω',
    '中',
    'あ',
    '٣',
    'ſ',
    'K',
    '😀',
    '😀😀',
    'a😀b',
    '\ud83d',
    '\ude00',
    '\ude00\ud83d',
    '\u{10ffff}',
    'ﬀ',
  ],
  ...[
    '^',
    '$',
    '.',
    '*',
    '+',
    '?',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '|',
    'a{',
    'a{2}',
    '{}',
    'cA',
    'u0041',
    'x41',
    'p{L}',
    'k<n>',
    '[]',
    '!',
    '@',
    '1.5',
    '2026-03-20',
    'a.b@c.de',
    'sk-00ff',
  ],
];

/**
 * Each is read with the flag `u`; the texts above are held against it by RegExp and by both of ours. (`\B` alone is
 * left out: in `a😀b` V8 finds it within the pair of surrogates, where ECMA-262 and RE2 do not look.)
 */
const WITH_U = String.raw`
a ^a a$ ^a$ ^$ $^ a|b ^a|b$ ^(a|b)$ ^(?:a|b)+$ (a)(b) (?<n>a)b a? a* a+ a?? a*? a+? ^a{2}$ ^a{1,}$ ^a{0,1}$ ^a{1,2}?$ (ab)+ ^(ab|a)+$ ^(a*)*$ ^(a+)+$ (a?){3} ^(a|b|ab)*c?$
. ^.$ ^..$ ^.+$ a.b ^[^]$ ^[^]+$ [] a[]|b ^[^a]$ ^[^a]+$ [a-c] ^[a-c]+$ ^[-a]+$ ^[a-]$ [\]] [\\] [\-] [a\-c] [^\]] [.] [$^] [(|)] ^[\^a]$ [\/] \/ \. \* \+ \? \( \) \[ \] \{ \} \| \^ \$ \\
\d ^\d+$ \D ^\D$ \w ^\w+$ \W ^\W$ \s ^\s$ ^\s+$ \S ^\S$ ^\S+$ [\d] [^\d] [\d_] [\w-] ^[\w-]+$ [\s\S] ^[\s\S]$ [^\s\S] ^[\d\s]$ [^\w\s] ^[\D]$ [\W\d]
\b ^\b \ba a\b ^\B ^\B$ a\Bb \bab\b [\b] \t \n \v \f \r \0 \cA \cI \x41 \u0041 \u{41} \u{1F600} \u{0000061} [\x00-\x1f] [\u0400-\u04ff] [\u{1F600}-\u{1F64F}] \ud83d\ude00 [\ud83d\ude00] \ud83d \ude00 [\ud83d] ^[\ud800-\udfff]$ [\ud800-\udbff][\udc00-\udfff] ^😀$ ^[😀]$ 😀+ ^😀{2}$ ^[^😀]$
\p{L} ^\p{L}+$ \P{L} ^\P{L}$ \p{Lu} \p{Ll} \p{N} \p{Nd} \p{Script=Greek} \p{sc=Han} \p{Script_Extensions=Hiragana} \p{Alphabetic} \p{Emoji} \p{ASCII} ^\p{ASCII}+$ \p{Any} \p{Cs} [\p{L}\d] [^\p{L}] [\P{L}a] \p{White_Space} \p{General_Category=Decimal_Number} ^[\p{Lu}\p{Ll}]+$
^(\d{4})-(\d\d)-(\d\d)$ ^(a|b)*c ^(\w+\s?)+$ (x+x+)+y ^([a-z]+)*\d$ ^(a|aa)+$ ^([\w.-]+)@([\w-]+\.)+\w+$ ^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$ ^sk-[0-9a-f]{4}$ ^([Aa][Bb])$ .*.*= ^(.*a){2} ^.*$ ^(?:.|\n)*$ (?:) ^(?:)*$ (|a) (a|)b ^(?:|a)+$ ()
^(?=a) ^(?!b) ^(?=.*b)a ^(?!.*-)[a-z-]+$ ^(?=.*\d)(?=.*[a-z]).{2,}$ ^(?!00$)
`
  .trim()
  .split(/\s+/);

/** Without `u` only. */
const WITHOUT_U = String.raw`
\- \_ \@ \! \a \e \z [\_] [\@-z] { } ] a{ a{x} {1 a{,2} {} x{1}{ ^]$ \c \cé \x4 \u00 \k<n> \8 \9 \1 \7 \01 \101 \377 [\1] [\101] [\c] [\d-a] [a-\d] [\w-a] [\d-\s] [\B] (?=a){2} ^[\w\-\.\_]+$ ^[\w-\.]+$ \-\d
`
  .trim()
  .split(/\s+/);

const heldAgainst = (tested: { test(text: string): boolean }) => TEXTS.filter((text) => tested.test(text));

describe('a pattern finds what RegExp finds', () => {
  test.each(some(WITH_U, 4))('%s', (source) => {
    const wanted = heldAgainst(new RegExp(source, 'u'));
    expect(heldAgainst(compilePattern(source)), 'as it is served').toEqual(wanted);
    if (/\(\?(?:=|!)/.test(source)) return;
    const tree = parsePattern(source, true);
    expect(heldAgainst(compileByRe2(tree)), 'by RE2').toEqual(wanted);
    expect(heldAgainst(new RegExp(toPatternSource(tree, ECMA), 'u')), 'written anew').toEqual(wanted);
  });

  const PLAIN = TEXTS.filter((text) => !/[\ud800-\udfff]/.test(text));
  test.each(some(WITHOUT_U, 4))('without the flag u: %s', (source) => {
    expect(() => new RegExp(source, 'u')).toThrow();
    const regExp = new RegExp(source);
    const wanted = PLAIN.filter((text) => regExp.test(text));
    const pattern = compilePattern(source);
    expect(PLAIN.filter((text) => pattern.test(text))).toEqual(wanted);
    if (/\(\?/.test(source)) return;
    const re2 = compileByRe2(parsePattern(source, false));
    expect(
      PLAIN.filter((text) => re2.test(text)),
      'by RE2',
    ).toEqual(wanted);
  });
});

const character = fc.constantFrom('a', 'b', 'c', '-', '.', '1', 'é', '\n', ' ', '😀', '\ud83d');
const text = fc.array(character, { maxLength: 10 }).map((parts) => parts.join(''));
const atom = fc.constantFrom(
  ...[
    'a',
    'b',
    'c',
    '-',
    '\\.',
    '.',
    '\\d',
    '\\w',
    '\\W',
    '\\s',
    '\\S',
    '[ab]',
    '[^a]',
    '[a-c1]',
    '[^\\w]',
    '[\\s\\d]',
    '😀',
    '[^😀]',
    'é',
    '\\b',
    '\\B',
    '^',
    '$',
  ],
);
const quantifier = fc.constantFrom(
  '',
  '',
  '',
  '?',
  '*',
  '+',
  '{2}',
  '{0,2}',
  '{1,}',
  '{2,3}',
  '??',
  '*?',
  '+?',
);
const { pattern: anyPattern } = fc.letrec<{ pattern: string; sequence: string; part: string }>((tie) => ({
  pattern: fc.array(tie('sequence'), { minLength: 1, maxLength: 3 }).map((options) => options.join('|')),
  sequence: fc.array(tie('part'), { maxLength: 4 }).map((parts) => parts.join('')),
  part: fc.oneof(
    { maxDepth: 2, depthSize: 'xsmall' },
    fc.tuple(atom, quantifier).map(([one, times]) => (/^(?:\\[bB]|[\^$])$/.test(one) ? one : one + times)),
    fc.tuple(tie('pattern'), quantifier).map(([inner, times]) => `(?:${inner})${times}`),
  ),
}));
const shortPattern = anyPattern.filter(({ length }) => length < 60);
const anchored = shortPattern.map((source) => `^(?:${source})$`);

describe('any pattern', () => {
  test('finds in any text what RegExp finds', () => {
    fc.assert(
      fc.property(
        fc.oneof(shortPattern, anchored),
        fc.array(text, { minLength: 5, maxLength: 5 }),
        (source, texts) => {
          const wanted = texts.map((one) => new RegExp(source, 'u').test(one));
          const tree = parsePattern(source, true);
          const re2 = compileByRe2(tree);
          expect(
            texts.map((one) => re2.test(one)),
            'by RE2',
          ).toEqual(wanted);
          expect(texts.map((one) => compilePattern(source).test(one))).toEqual(wanted);
        },
      ),
      { seed: 20261130, numRuns: 500 },
    );
  });

  test('that RegExp may run takes no more steps than were added up', () => {
    let ran = 0;
    fc.assert(
      fc.property(fc.oneof(anchored, shortPattern), text, text, text, (source, before, pumped, after) => {
        const tree = parsePattern(source, true);
        if (!isSurelyLinear(tree)) return;
        ran += 1;
        const { steps } = costOf(tree) as NonNullable<ReturnType<typeof costOf>>;
        const long = before + pumped.repeat(20) + after;
        const places = source.startsWith('^') ? 1 : [...long].length + 1;
        const most = 4 * places * (steps.fixed + steps.perCharacter * long.length) + 4 * long.length + 4;
        expect(stepsBack(tree, long, most + 1)).toBeLessThanOrEqual(most);
      }),
      { seed: 20261130, numRuns: 1000 },
    );
    expect(ran).toBeGreaterThan(200);
  });
});

describe('a pattern that takes more than linear time', () => {
  test.each(
    some(
      [
        ['^(a+)+$', 'a'],
        ['(x+x+)+y', 'x'],
        ['^(a|aa)+$', 'a'],
        ['^(a|a)*$', 'a'],
        ['^([a-z]+)*$', 'a'],
        ['^(\\w+\\s?)*$', 'a '],
        ['(.*)*(.*)*=', 'a'],
        ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'],
        ['\\s+$', ' '],
        ['a+b', 'a'],
        ['a*a*a*a*b', 'a'],
        ['^a*a*a*a*b', 'a'],
        ['^.*.*=$', 'a'],
        ['[a-z]{1,40}[a-z]{1,40}!', 'a'],
      ],
      4,
    ),
  )('%s is not left to RegExp', (source, pumped) => {
    expect(isSurelyLinear(parsePattern(source, true))).toBe(false);
    // RegExp would not come to an end.
    expect(compilePattern(source).test(`${pumped.repeat(100_000)}\u2603`)).toBe(false);
  });

  test.each(
    some(
      [
        '^(?=(a+)+$)',
        '(?=.*a)b+',
        '^(a*)(?!.*b)(a*)$',
        '(a)\\1',
        '(?<n>a)\\k<n>',
        '(?<=a+)b',
        '(?<!a)b',
        '^(?:a?){2000}$',
        '(ab|a){1001}',
        '(a{100}){11}',
      ],
      4,
    ),
  )('%s is refused, with what to write', (source) => {
    expect(() => compilePattern(source)).toThrow(
      /^(?:looks around|refers back|repeats what can match in several ways).*: (?:say|write)/,
    );
  });

  test.each(
    some(
      [
        ['(', /^is no regular expression: Unterminated group$/],
        ['[', /^is no regular expression: Unterminated character class$/],
        ['*', /^is no regular expression: Nothing to repeat$/],
        ['a{2,1}', /^is no regular expression: numbers out of order in \{\} quantifier$/],
        ['a'.repeat(10_001), /^is longer than 10,000 characters$/],
        [`${'('.repeat(201)}${')'.repeat(201)}`, /^nests more than 200 groups$/],
        [`${'('.repeat(4999)}${')'.repeat(4999)}`, /^nests more than 200 groups$/],
      ],
      3,
    ),
  )('%s is no pattern', (source, said) => {
    expect(() => compilePattern(source)).toThrow(said);
  });
});

test('common patterns are left to RegExp', () => {
  const common = [
    ...[
      '^[a-z0-9]+$',
      '^\\d{4}-\\d\\d-\\d\\d$',
      '^sk-',
      '^.{1,5000}$',
      '^[^@]+@[^@]+$',
      '^https?://',
      '^#[0-9a-fA-F]{6}$',
      '^\\S+$',
    ],
    ...[
      '^[a-z][a-z0-9_-]{0,62}$',
      '^(?!000000$)',
      '^(?=.*[A-Z])(?=.*\\d).{8,}$',
      '^\\+[1-9]\\d{1,14}$',
      '[A-Z]{3}',
    ],
  ];
  expect(common.filter((source) => !isSurelyLinear(parsePattern(source, true)))).toEqual([]);
});
