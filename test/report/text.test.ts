import { describe, expect, test } from 'vitest';
import { toText } from '../../src/report/text.ts';
import { shortened } from '../../src/text/shortened.ts';
import { visible } from '../../src/text/visible.ts';
import { entry, finding, result, skipped } from './_result.ts';

test('a vendor that breaks its contract', () => {
  const text = toText(
    result([
      {
        findings: [finding({ count: 3 })],
        waived: [
          {
            finding: finding({ check: 'order', title: 'a row is in the wrong place' }),
            reason: 'known',
            expires: '2027-01-01',
          },
        ],
        ledger: [
          entry('check', 'total'),
          entry('check', 'has-more', { state: 'failed' }),
          entry('check', 'order', { state: 'waived', detail: 'known' }),
          skipped('cause', 'internal', 'not-provoked'),
          skipped('status', '500', 'not-reached'),
        ],
      },
    ]),
  );
  expect(text).toMatchInlineSnapshot(`
    "tiny  Tiny  https://tiny.example
      broken: tiny breaks its contract: 1 error, 1 finding waived
      1 operation, 12 requests, 1,204 checks in 812 ms
      covered: checks 2/3 (1 failed, 1 waived), statuses 0/1 (1 not-reached), causes of failure 0/1 (1 not-provoked)

      error  has-more  more is true on the last page × 3
        check     The flag for more rows is true exactly when a next page has rows.
        expected  false: no row stands behind this page
        actual    true
        where     listNotes, /more of the response body
        by        /home/me/project/specs/tiny.yaml:42  /paths/~1notes/get/x-confab/paging/next
        evidence  documented: the page on paging
        repeat    curl 'https://tiny.example/notes?page=3' \\
                    -H 'Authorization: Bearer '"$CONFAB_TINY_KEY"''

      waived:
        listNotes  order  a row is in the wrong place: known (until 2027-01-01)

      skipped:
        1 not-provoked: no request provokes it
      skipped without a reason:
        listNotes  status 500

    tiny breaks its contract: 1 error, 1 finding waived.
    "
  `);
});

test('many findings are bounded, and nothing is lost without a word', () => {
  const findings = Array.from({ length: 30 }, (_, index) => finding({ title: `fault ${index}` }));
  const text = toText(result([{ findings }]));
  expect(text.match(/fault \d+/g)).toHaveLength(25);
  expect(text).toContain('and 5 more (see --report json)');
});

test('colour only when asked for', () => {
  const given = result([{ findings: [finding()] }]);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the codes of colours
  const codes = /\u001b\[/;
  expect(toText(given)).not.toMatch(codes);
  expect(toText(given, { color: false })).not.toMatch(codes);
  expect(toText(given, { color: true })).toMatch(codes);
});

describe('what a terminal may show', () => {
  test.each([
    ['red\u001b[31m', 'red\\u001b[31m'],
    ['a\r\nb\tc', 'a\nb\tc'],
    ['a\rb', 'a\\u000db'],
    ['\u202eabc', '\\u202eabc'],
    ['half \ud83d', 'half \\ud83d'],
    ['😀 中文', '😀 中文'],
    ['\u0085\ufeff\uffff', '\\u0085\\ufeff\\uffff'],
  ])('%j', (text, shown) => expect(visible(text)).toBe(shown));

  test('no half characters where it is cut', () => {
    expect(shortened('ab😀cd', 3)).toBe('ab … (4 more characters)');
    expect(shortened('ab😀cd', 4)).toBe('ab😀 … (2 more characters)');
    expect(shortened('abc', 3)).toBe('abc');
  });
});
