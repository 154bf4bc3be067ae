import { describe, expect, test } from 'vitest';
import { codeSpan, inMarkdown } from '../../src/report/markdown-text.ts';
import { toReport } from '../../src/report/report.ts';
import { applyBaseline } from '../../src/result/baseline.ts';
import { entry, finding, HOSTILE, hostileResult, result } from './_result.ts';

const FAULT = finding();
const LEDGER = [entry('check', 'has-more', { state: 'failed' })];

test('a summary is the verdict, a table, what is new, what is gone, and a link', () => {
  const given = applyBaseline(
    result([{ findings: [FAULT, finding({ title: 'the next page is lost', count: 2 })], ledger: LEDGER }]),
    result([{ findings: [FAULT, finding({ title: 'an old fault' })] }]),
  );
  expect(toReport('markdown', given, { link: 'https://ci.example/runs/1' })).toBe(
    `## ❌ tiny breaks its contract: 1 error, besides 1 known finding, 1 of the baseline gone.

| vendor | target | verdict | errors | warnings | known | gone | requests |
| --- | --- | --- | --- | --- | --- | --- | --- |
| tiny | https://tiny.example | ❌ broken | 1 | 0 | 1 | 1 | 12 |

### New

- ❌ **listNotes** \`has-more\`: the next page is lost × 2<br>expected \`false: no row stands behind this page\`, came \`true\` (\`/home/me/project/specs/tiny.yaml:42\`)

### Gone

- **listNotes** \`has-more\`: an old fault

[The whole run](https://ci.example/runs/1)
`,
  );
});

test('without a baseline it has findings; without a finding it is short', () => {
  expect(toReport('markdown', result([{ findings: [FAULT] }]))).toContain('\n### Findings\n');
  expect(toReport('markdown', result()).split('\n')).toHaveLength(6);
  expect(toReport('markdown', result([]))).toBe('## ⚠️ Nothing was checked.\n');
});

test('of many findings the worst are told, the errors first, and how many there are', () => {
  const findings = Array.from({ length: 500 }, (_, index) =>
    finding({ title: `fault ${index}`, level: index < 300 ? 'warning' : 'error' }),
  );
  const text = toReport('markdown', result([{ findings }]));
  expect(text.match(/^- /gm)).toHaveLength(21);
  expect(text).toContain('fault 300');
  expect(text).toContain('\n- and 480 more\n');
});

test('several vendors have their own headings', () => {
  const text = toReport(
    'markdown',
    result([{ findings: [FAULT] }, { vendor: 'other', findings: [{ ...FAULT, vendor: 'other' }] }]),
  );
  expect(text.match(/^### .*$/gm)).toEqual(['### Findings of tiny', '### Findings of other']);
});

test('required coverage that is missing is told', () => {
  const given = result([{ ledger: [entry('check', 'total', { state: 'skipped', reason: 'not-reached' })] }]);
  expect(toReport('markdown', given, { requireCoverage: true })).toContain(
    '\n❌ Coverage is required, and 1 entry',
  );
});

describe('a text is shown as it is', () => {
  test.each<[string, string, string]>([
    ['words', 'a page of 10', 'a page of 10'],
    ['a name with a dash below', 'page_size is wrong', 'page_size is wrong'],
    ['a pointer', '/list/*/id', String.raw`/list/\*/id`],
    ['emphasis', '*a* _b_ **c** __d__', String.raw`\*a\* \_b\_ \*\*c\*\* \_\_d\_\_`],
    ['a link', '[a](http://b)', String.raw`\[a\](http://b)`],
    ['an image', '![a](b)', String.raw`!\[a\](b)`],
    ['HTML', '<img src=x> &amp;', '&lt;img src=x&gt; &amp;amp;'],
    ['a person', 'hi @octocat', 'hi &#64;octocat'],
    ['a cell', 'a | b', String.raw`a \| b`],
    ['code', 'a `b`', 'a \\`b\\`'],
    ['a formula', '$x$', String.raw`\$x\$`],
    ['lines', 'a\n# b\r\n- c', 'a # b - c'],
    ['a backslash', String.raw`\*`, String.raw`\\\*`],
  ])('%s', (_, text, shown) => expect(inMarkdown(text)).toBe(shown));

  test.each<[string, string, string]>([
    ['plain', 'true', '`true`'],
    ['with a backtick', 'a`b', '``a`b``'],
    ['with two', 'a``b`', '``` a``b` ```'],
    ['nothing', '', '`  `'],
    ['long', 'x'.repeat(130), `\`${'x'.repeat(120)} … (10 more characters)\``],
    ['with lines', 'a\n\n```\nb', '````a ``` b````'],
  ])('as code: %s', (_, text, shown) => expect(codeSpan(text, 120)).toBe(shown));
});

test('nothing that a target says becomes markup', () => {
  const baseline = applyBaseline(result([{ ledger: LEDGER }]), hostileResult());
  for (const given of [hostileResult(), baseline]) {
    const text = toReport('markdown', given, { link: `https://ci.example/${HOSTILE}` });
    const left = text
      .replaceAll(/(?<![\\`])(`+)(?!`).*?(?<!`)\1(?!`)/g, '')
      .replaceAll(/\\[\\`*[\]|~$_]/g, '')
      .replaceAll(/^\| .* \|$|^\[The whole run\]\([^)]*\)$/gm, '')
      .replaceAll(/<br>|\*\*/g, '');
    expect(left).not.toMatch(/[<>`[\]@*\\]/);
    expect(text).not.toMatch(/(?!\n)\p{Cc}/u);
  }
});
