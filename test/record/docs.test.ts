import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseFixture } from '../../src/record/parse-fixture.ts';
import { EXPIRED } from '../../src/record/playback/expiry.ts';
import { MODE_NAMES } from '../../src/record/playback/modes.ts';
import { DEFAULT_RULES } from '../../src/redact/rules.ts';
import { run } from '../cli/_run.ts';

const page = readFileSync(new URL('../../docs/fixtures.md', import.meta.url), 'utf8');

describe('docs/fixtures.md', () => {
  test('has every mode, every default rule and every way to expire', () => {
    for (const mode of MODE_NAMES) expect(page).toMatch(new RegExp(`^\\| \`${mode}\``, 'm'));
    for (const [rule, about] of Object.entries(DEFAULT_RULES))
      expect(page).toContain(`| \`${rule}\` | ${about} |`);
    for (const way of EXPIRED) expect(page).toMatch(new RegExp(`\`(--expired )?${way}\``));
  });

  const COMMANDS = ['record', 'replay', 'verify', 'import', 'export'];
  const optionsOf = async (command: string) =>
    [...(await run([command, '--help'])).out.matchAll(/^ {2}(--.*)$/gm)].flatMap(([, line = '']) =>
      [...line.matchAll(/(?:^|, )--([a-z-]+)/g)].map(([, name]) => name),
    );
  const namedIn = (text: string) =>
    [...text.matchAll(/`(?:[^`\n]* )?--([a-z][a-z-]*)/g)].map(([, name]) => name);

  test('names no option that none of its commands has', async () => {
    const known = [...(await Promise.all(COMMANDS.map(optionsOf))).flat(), 'help'];
    expect(known).toEqual(expect.arrayContaining(namedIn(page)));
  });

  test.each([
    ['replay', '## Replaying', '## Verifying'],
    ['verify', '## Verifying', '## In tests'],
  ])('misses no option of %s', async (command, from, to) => {
    const section = page.slice(page.indexOf(from), page.indexOf(to));
    // What is explained above, of records.
    const common = ['spec', 'overlay', 'profile', 'redact', 'keep', 'url'];
    // docs/config.md is about these.
    common.push('config', 'no-config', 'env', 'target', 'no-');
    expect([...namedIn(section), ...common]).toEqual(expect.arrayContaining(await optionsOf(command)));
  });

  test('shows a file that is one', () => {
    const [, text = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
    const whole = text.replace('sha256:…', `sha256:${'0'.repeat(64)}`).replace('"…"', `"${'0'.repeat(64)}"`);
    expect(parseFixture(whole, 'the page').operation).toBe('listConversations');
  });
});
