import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { COMMANDS, type CommandName, flagOf } from '../../src/config/word.ts';
import { WORDS } from '../../src/config/words.ts';

const FOLDER = new URL('../../src/commands/', import.meta.url);

/** Flags that say what to do now: nobody wants to be told each time. */
const NOT_CONFIGURED: Readonly<Record<string, readonly string[]>> = { check: ['list'] };

/** Commands without a section. */
const WITHOUT = ['init', 'lint'];

/** Every flag that a command's file declares, with the tables that it spreads. */
function declared(name: string): string[] {
  const text = readFileSync(new URL(name, FOLDER), 'utf8');
  const [, table = ''] = /(?:OPTIONS|FLAGS)(?:: \w+)? = \{\n([\s\S]*?)\n\}/.exec(text) ?? [];
  return table.split('\n').flatMap((line) => {
    if (/^\s*\.\.\.RESULT_OPTIONS/.test(line)) return declared('result-options.ts');
    return /^\s*'?([a-z-]+)'?: \{ type: /.exec(line)?.[1] ?? [];
  });
}

function flagsOf(command: CommandName): string[] {
  return declared(command === 'check' ? 'check-options.ts' : `${command}.ts`);
}

describe.each(COMMANDS)('confab %s', (command) => {
  test('every flag has a word in the configuration, and every word a flag', () => {
    const words = Object.values(WORDS).flatMap((word) => flagOf(word, command) || []);
    const flags = flagsOf(command).filter((flag) => !NOT_CONFIGURED[command]?.includes(flag));
    expect(flags.length).toBeGreaterThan(2);
    expect([...new Set(words)].sort()).toEqual(flags.sort());
  });
});

test('every command with flags has a section', () => {
  const files = readdirSync(FOLDER).filter((file) =>
    /readOptions\(\s*'/.test(readFileSync(new URL(file, FOLDER), 'utf8')),
  );
  const names = files.map((file) => file.replace(/(-options)?\.ts$/, ''));
  expect(names.filter((name) => name !== 'options').sort()).toEqual([...COMMANDS, ...WITHOUT].sort());
});
