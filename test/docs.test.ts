import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { variablesOf } from '../src/auth/environment.ts';
import { CHECKS } from '../src/check-titles.ts';
import { toCheckHelp } from '../src/commands/check-help.ts';
import { CHECK_OPTIONS, toCheckCommand } from '../src/commands/check-options.ts';
import { VERIFY_USAGE } from '../src/commands/verify.ts';
import { CHECK_LIST } from '../src/contract/checks.ts';
import { STOPS } from '../src/http/stopped.ts';
import { REPORT_FORMATS } from '../src/report/report.ts';
import { REASONS, STATES } from '../src/result/ledger.ts';
import { builtinNames } from '../src/spec/builtin.ts';
import { GRADES } from '../src/spec/grade.ts';
import { loadSpecs } from '../src/spec/load-specs.ts';

const FILE = new URL('../docs/contract.md', import.meta.url);

// UPDATE_DOCS=1 npx vitest run test/docs.test.ts writes the tables; look at the diff.
describe('docs/contract.md', () => {
  const page = () => readFileSync(FILE, 'utf8');

  test.each([
    ['checks', CHECKS],
    ['reasons', REASONS],
  ])('has the table of %s', (name, table) => {
    const rows = Object.entries(table).map(([word, line]) => `| \`${word}\` | ${line} |`);
    const section = new RegExp(`\\| --- \\| --- \\|\\n(\\|[^\\n]*\\n)*<!-- ${name} -->\\n`);
    const written = `| --- | --- |\n${rows.join('\n')}\n<!-- ${name} -->\n`;
    if (process.env.UPDATE_DOCS)
      writeFileSync(
        FILE,
        page().replace(section, () => written),
      );
    expect(page()).toContain(written);
  });

  test('names every variable of every vendor', async () => {
    for (const spec of await loadSpecs({})) {
      const row = page().match(new RegExp(`^\\| \`${spec.name}\` \\| .*$`, 'm'))?.[0];
      const named = [...(row ?? '').matchAll(/`(CONFAB_\w+)`/g)].map(([, name]) => name);
      expect(named.sort()).toEqual(
        variablesOf(spec)
          .map(({ name }) => name)
          .sort(),
      );
    }
  });

  test('has every option', () => {
    for (const option of Object.keys(CHECK_OPTIONS))
      expect(page()).toMatch(new RegExp(`^\\|.* \`--${option}[ \`].*\\|`, 'm'));
  });

  test.each([
    ['stops', STOPS],
    ['states', STATES],
  ])('has every one of %s', (name, words) => {
    const [table = ''] = page().match(new RegExp(`(\\|[^\n]*\n)+<!-- ${name} -->`)) ?? [];
    const rows = [...table.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, word]) => word);
    expect(rows.sort()).toEqual([...words].sort());
  });

  test('names every report', () => {
    for (const format of REPORT_FORMATS) expect(page()).toMatch(new RegExp(`^\\| \`${format}\` \\|`, 'm'));
  });

  test('has a workflow whose command is understood, and whose files are those that it writes', () => {
    const [, text = ''] = page().match(/```yaml\n(name: contract\n[\s\S]*?)```/) ?? [];
    const { steps } = parse(text).jobs.gptbots;
    const [command] = steps.flatMap(({ run = '' }: any) => (run.includes('confabulate') ? [run] : []));
    const words = command
      .replaceAll(/\$\{\{.*?\}\}/g, '')
      .split(/\s+/)
      .filter(Boolean);
    const { reports, baseline } = toCheckCommand(words.slice(words.indexOf('check') + 1));
    const files = reports.flatMap(({ file }) => file ?? []);
    expect(files).toContain('$GITHUB_STEP_SUMMARY');
    expect(files).toContain(steps.find(({ uses = '' }: any) => uses.includes('sarif')).with.sarif_file);
    expect(steps.at(-1).with.path).toContain(baseline);
  });

  test('shows no option, no check and no vendor that there is not', () => {
    const commands = [...page().matchAll(/confabulate check ([^`\n#]*)/g)].map(([, rest = '']) => rest);
    const options = commands.flatMap((text) => [...text.matchAll(/--([a-z-]+)/g)].map(([, name]) => name));
    expect([...Object.keys(CHECK_OPTIONS), 'help']).toEqual(expect.arrayContaining([...new Set(options)]));
    const vendors = commands
      .map((text) => text.split(' ')[0] ?? '')
      .filter((word) => /^[a-z]/.test(word) && !word.includes('.'));
    expect(builtinNames()).toEqual(expect.arrayContaining([...new Set(vendors)]));
  });
});

test('src/check-titles.ts has the titles of all checks, in their order', () => {
  const source = new URL('../src/check-titles.ts', import.meta.url);
  const titles = CHECK_LIST.map(({ name, title }): [string, string] => [name, title]);
  if (process.env.UPDATE_DOCS) {
    const lines = titles.map(([name, title]) => `  ${/\W/.test(name) ? `'${name}'` : name}: '${title}',\n`);
    const text = readFileSync(source, 'utf8');
    writeFileSync(
      source,
      text.replace(/(= \{\n)[^}]*(\};)/, (_, open, close) => open + lines.join('') + close),
    );
  }
  expect(Object.entries(CHECKS)).toEqual(titles);
});

describe('README and help', () => {
  const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

  test.each(REPORT_FORMATS.filter((format) => format !== 'text'))('README names the report %s', (format) => {
    expect(README).toMatch(new RegExp(`\\b${format}\\b`));
  });

  test.each(GRADES)('the help of check and of verify names the grade %s', async (grade) => {
    expect(await toCheckHelp([])).toMatch(new RegExp(`^  --grade .*\\b${grade}\\b`, 'm'));
    expect(VERIFY_USAGE).toMatch(new RegExp(`^  --grade .*\\b${grade}\\b`, 'm'));
  });
});
