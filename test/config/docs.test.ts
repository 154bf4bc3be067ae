import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { COMMANDS, flagOf } from '../../src/config/word.ts';
import { WORDS } from '../../src/config/words.ts';
import { configured } from './_config.ts';

const FILE = new URL('../../docs/config.md', import.meta.url);
const page = () => readFileSync(FILE, 'utf8');

/** `UPDATE_DOCS=1 npx vitest run test/config/docs` writes it. */
test('docs/config.md has the table of words', () => {
  const rows = Object.entries(WORDS).map(([name, word]) => {
    const commands = COMMANDS.filter((command) => flagOf(word, command) !== undefined);
    return `| \`${name}\`${word.shared ? ' *' : ''} | ${commands.join(', ')} | ${word.about} |\n`;
  });
  const written = `| --- | --- | --- |\n${rows.join('')}<!-- words -->\n`;
  const section = /\| --- \| --- \| --- \|\n(\|[^\n]*\n)*<!-- words -->\n/;
  if (process.env.UPDATE_DOCS)
    writeFileSync(
      FILE,
      page().replace(section, () => written),
    );
  expect(page()).toContain(written);
});

test.each(COMMANDS)('its example holds for %s, in each environment', async (command) => {
  const [, text = ''] = /```yaml\n([\s\S]*?)```/.exec(page()) ?? [];
  for (const args of [[], ['--env', 'ci']])
    expect((await configured(command, text, args, { STAGING_KEY: 'a' })).read).toBeDefined();
});

test('README and the page of security link it', () => {
  for (const file of ['README.md', 'docs/security.md'])
    expect(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')).toContain('config.md');
});
