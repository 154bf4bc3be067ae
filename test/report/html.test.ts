import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { toHtml } from '../../src/report/html.ts';
import { some } from '../_some.ts';
import { codeOf, parseHtml } from './_html.ts';
import { entry, exchange, finding, gzipped, HOSTILE, hostileResult, result, skipped } from './_result.ts';
import { type Element, elementsOf } from './_xml.ts';

function page(...args: Parameters<typeof toHtml>): Element {
  return parseHtml(toHtml(...args));
}

/** The elements that have a class. */
function classed(root: Element, name: string): Element[] {
  const own = root.attributes.class?.split(' ').includes(name) ? [root] : [];
  return [...own, ...root.children.flatMap((child) => classed(child, name))];
}

test('one file: its policy allows its own script and style, and no address', () => {
  const text = toHtml(result([{ findings: [finding()] }]), { version: '1.2.3' });
  const root = parseHtml(text);
  const script = codeOf(root, 'script');
  const policy = elementsOf(root, 'meta').find(({ attributes }) => attributes['http-equiv'])?.attributes
    .content;
  const digest = createHash('sha256').update(script).digest('base64');
  expect(policy).toContain(`script-src 'sha256-${digest}'`);
  expect(policy).toContain("default-src 'none'");
  expect(codeOf(root, 'style')).not.toMatch(/url\(|@import|https?:/);
  expect(script).not.toMatch(/https?:|fetch|innerHTML|eval|import/);
  expect(root.text).toContain('confabulate 1.2.3');
});

test('what a target sends is text, and nothing else', () => {
  const text = toHtml(hostileResult());
  expect(text.match(/<script>/g)).toHaveLength(1);
  expect(text).not.toMatch(/<img|onerror=alert\(2\)>|(?!\n|\t)\p{Cc}|\p{Cs}|[\u202a-\u202e]/u);
  const root = parseHtml(text);
  for (const title of classed(root, 'title')) expect(title.text).toContain(HOSTILE.slice(0, 60));
});

test('a secret is never shown', () => {
  const query = exchange('{}');
  const findings = [
    finding(),
    finding({
      title: 'another',
      exchange: {
        ...query,
        request: {
          ...query.request,
          url: 'https://tiny.example/notes?page=3&api_key=SECRET-4&sign=SECRET-5#x',
        },
      },
    }),
  ];
  const text = toHtml(result([{ findings }]));
  expect(text).not.toContain('SECRET');
  expect(text).toContain('page=3&amp;api_key=•••&amp;sign=•••#x');
});

describe('a finding', () => {
  const shown = (part: Parameters<typeof finding>[0]) =>
    classed(page(result([{ findings: [finding(part)] }])), 'finding')[0] as Element;

  test('says what, where, by which line, on what evidence, and how to repeat it', () => {
    const { text, attributes } = shown({ count: 1204 });
    for (const words of [
      'more is true on the last page × 1,204',
      'has-more in listNotes',
      'The flag for more rows is true exactly when a next page has rows.',
      'false: no row stands behind this page',
      '/more of the response body',
      '/home/me/project/specs/tiny.yaml:42',
      '/paths/~1notes/get/x-confab/paging/next',
      'documented: the page on paging',
      'GET https://tiny.example/notes?page=3',
      'Authorization: •••',
      '200 OK',
      'Content-Type: application/json',
      '"$CONFAB_TINY_KEY"',
    ])
      expect(text).toContain(words);
    // One error is open; a reader need not look for it.
    expect(attributes.open).toBe('');
  });

  test.each<
    [name: string, body: Parameters<typeof exchange>[0], pointer: string, marked: string | undefined]
  >(
    some<[name: string, body: Parameters<typeof exchange>[0], pointer: string, marked: string | undefined]>(
      [
        ['a field', { notes: [], more: true }, '/more', '"more": true'],
        [
          'a field of a row far behind',
          { notes: Array.from({ length: 500 }, (_, id) => ({ id })) },
          '/notes/400/id',
          '"id": 400',
        ],
        ['a field that is not there', { notes: [{ a: 1 }] }, '/notes/0/id', 'there is no id here'],
        ['digits as they were sent', '{"id":12345678901234567890}', '/id', '"id": 12345678901234567890'],
        ['no JSON', '<h1>502</h1>', '', undefined],
        ['JSON that ends too soon', '{"notes":[{"id":1}', '', 'the text ends here'],
        ['JSON with a slip', '{"notes":[{"id":NaN}]}', '', 'N'],
        ['nothing', '', '', undefined],
      ],
      4,
    ),
  )('marks in the body: %s', (_, body, pointer, marked) => {
    const marks = elementsOf(shown({ exchange: exchange(body), pointer }), 'mark').map(({ text }) => text);
    expect(marks[0]?.replace(/,$/, '')).toBe(marked);
  });

  test('decodes what was compressed, and says what is no text', () => {
    expect(shown({ exchange: gzipped('{"more":true}') }).text).toContain('"more": true');
    expect(shown({ exchange: exchange(new Uint8Array([0x22, 0xff, 0x22])) }).text).toContain(
      'The body is not UTF-8, from byte 1 on, in 22 ff 22',
    );
    expect(shown({ exchange: exchange('') }).text).toContain('The body is empty.');
  });
});

test('what holds, what does not, and what was not checked', () => {
  const root = page(
    result([
      {
        findings: [
          finding({ entries: ['parameter:query/page'] }),
          finding({ check: 'order', level: 'warning' }),
        ],
        ledger: [
          entry('check', 'total'),
          entry('check', 'has-more', { state: 'failed' }),
          entry('check', 'order', { state: 'failed' }),
          entry('check', 'token', { state: 'inconclusive', reason: 'moving', detail: 'rows came' }),
          skipped('check', 'page-count', 'not-declared'),
          skipped('check', 'slow', 'not-reached'),
          entry('parameter', 'query/page', { state: 'failed' }),
          entry('parameter', 'query/size'),
        ],
      },
    ]),
  );
  const checks = elementsOf(classed(root, 'checks')[0] as Element, 'li');
  expect(checks.map(({ text, attributes }) => [attributes.class, text.slice(1)])).toEqual([
    ['checked', 'total: checked, and holds'],
    ['failed', 'has-more: broken'],
    ['warned', 'order: departs from a weaker statement'],
    ['inconclusive', 'token: inconclusive: rows came'],
    ['skipped', 'page-count: skipped: the document says nothing that could be checked'],
    ['silent', 'slow: not reached, without a reason'],
  ]);
  expect(classed(root, 'coverage')[0]?.text.replaceAll(/\s+/g, ' ')).toContain('Parameters 2/2');
  expect(root.text).toContain('Skipped: 1 as the document says nothing that could be checked.');
  expect(root.text).toContain('1 entry not reached, without a reason');
});

test('500 findings are a page that a browser opens', () => {
  const findings = Array.from({ length: 501 }, (_, index) => finding({ title: `fault ${index}` }));
  const text = toHtml(result([{ findings }]));
  expect(text.length).toBeLessThan(2_000_000);
  const root = parseHtml(text);
  expect(classed(root, 'finding')).toHaveLength(500);
  expect(classed(root, 'finding').some(({ attributes }) => 'open' in attributes)).toBe(false);
  expect(root.text).toContain('And 1 more (see --report json).');
});
