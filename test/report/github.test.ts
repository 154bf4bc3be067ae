import { expect, test } from 'vitest';
import { toGithub } from '../../src/report/github.ts';
import { finding, HOSTILE, hostileResult, result, skipped } from './_result.ts';

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** As the runner reads them: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs */
function commandsOf(text: string): Command[] {
  return text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => {
      const [, head = '', message = ''] = /^::(.*?)::(.*)$/.exec(line) ?? [];
      const [name = '', rest = ''] = head.split(/ (.*)/);
      const pairs = rest.split(',').map((pair) => pair.split(/=(.*)/));
      const properties = Object.fromEntries(pairs.map(([key = '', value = '']) => [key, plain(value)]));
      return { name, properties, message: plain(message) };
    });
}

function plain(text: string): string {
  const codes = { '%25': '%', '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',' };
  return text.replaceAll(/%(25|0D|0A|3A|2C)/g, (code) => codes[code as keyof typeof codes]);
}

test('a finding stands at its line, with what it says', () => {
  const [command, ...more] = commandsOf(
    toGithub(result([{ findings: [finding({ count: 3 })] }]), { cwd: '/home/me/project' }),
  );
  expect(more).toEqual([]);
  expect(command?.name).toBe('error');
  expect(command?.properties).toEqual({
    file: 'specs/tiny.yaml',
    line: '42',
    title: 'tiny listNotes: has-more',
  });
  expect(command?.message.split('\n')).toEqual([
    'more is true on the last page × 3',
    'expected: false: no row stands behind this page',
    'actual: true',
    'where: listNotes, /more of the response body',
    'by: /home/me/project/specs/tiny.yaml:42  /paths/~1notes/get/x-confab/paging/next',
    'evidence: documented: the page on paging',
    "repeat: curl 'https://tiny.example/notes?page=3' \\",
    `  -H 'Authorization: Bearer '"$CONFAB_TINY_KEY"''`,
  ]);
});

test.each([
  ['a file outside of the folder', '/home/you', { title: 'tiny listNotes: has-more' }],
  [
    'the folder of the file',
    '/home/me/project/specs',
    { file: 'tiny.yaml', line: '42', title: 'tiny listNotes: has-more' },
  ],
])('%s', (_, cwd, properties) => {
  expect(commandsOf(toGithub(result([{ findings: [finding()] }]), { cwd }))[0]?.properties).toEqual(
    properties,
  );
});

test('the worst first, each level by its command', () => {
  const findings = (['info', 'error', 'warning'] as const).map((level) => finding({ level }));
  expect(commandsOf(toGithub(result([{ findings }]))).map(({ name }) => name)).toEqual([
    'error',
    'warning',
    'notice',
  ]);
});

test('what a target sends cannot be a command of its own', () => {
  const commands = commandsOf(toGithub(hostileResult(), { cwd: '/home/me/project' }));
  expect(commands).toHaveLength(15);
  for (const { name, properties } of commands) {
    expect(name).toMatch(/^(error|warning|notice)$/);
    expect(Object.keys(properties).join()).toMatch(/^(file,line,)?title$/);
  }
  expect(commands[0]?.message).toContain(HOSTILE.slice(0, 70));
  expect(commands[0]?.message).toContain('%0A::error::x,y');
});

test('nothing to say', () => expect(toGithub(result())).toBe(''));

test('a stop, and what was not reached', () => {
  const ledger = Array.from({ length: 25 }, (_, index) => skipped('status', String(index), 'not-reached'));
  const stopped = { operation: 'listNotes', why: 'timeout', message: 'no answer' } as const;
  const [stop, silence] = commandsOf(toGithub(result([{ ledger, stopped }])));
  expect(stop).toEqual({
    name: 'error',
    properties: { title: 'tiny could not be checked: timeout' },
    message: 'listNotes: no answer',
  });
  expect(silence?.properties.title).toBe('tiny: 25 entries of the contract not reached');
  expect(silence?.message.split('\n')).toHaveLength(21);
  expect(silence?.message).toMatch(/\nand 5 more \(see --report json\)$/);
});
