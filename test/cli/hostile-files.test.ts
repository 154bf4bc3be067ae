import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { some } from '../_some.ts';
import { run } from './_run.ts';

const folder = mkdtempSync(join(tmpdir(), 'confab-hostile-'));
const at = (name: string) => join(folder, name);
const VENDOR = 'gptbots';

/** Each option that reads a file, with the command that it stands in and the code of its exit. */
const READING: readonly [string, number, (file: string) => string[]][] = [
  ['mock spec', 2, (file) => ['mock', file, '--port', '0']],
  ['mock --overlay', 2, (file) => ['mock', VENDOR, '--port', '0', '--overlay', file]],
  ['mock --rows', 1, (file) => ['mock', VENDOR, '--port', '0', '--rows', `${VENDOR}=${file}`]],
  ['check spec', 2, (file) => ['check', file]],
  ['check --overlay', 2, (file) => ['check', VENDOR, '--overlay', file]],
  ['check --waive', 2, (file) => ['check', VENDOR, '--waive', file]],
  ['check --baseline', 2, (file) => ['check', VENDOR, '--baseline', file]],
  ['check --compare', 2, (file) => ['check', VENDOR, '--compare', file]],
  ['verify file', 2, (file) => ['verify', file]],
  ['verify --spec', 2, (file) => ['verify', 'fixtures', '--spec', file]],
  ['verify --waive', 2, (file) => ['verify', 'fixtures', '--waive', file]],
  ['verify --baseline', 2, (file) => ['verify', 'fixtures', '--baseline', file]],
  ['import file', 2, (file) => ['import', file, '--out', at('out')]],
  ['import --spec', 2, (file) => ['import', at('empty.har'), '--spec', file, '--out', at('out')]],
  ['export file', 2, (file) => ['export', file, '--har', '-']],
  ['replay file', 2, (file) => ['replay', file, '--port', '0']],
  [
    'record spec',
    2,
    (file) => ['record', file, '--url', 'http://127.0.0.1:9', '--port', '0', '--out', at('out')],
  ],
];

/** Each file that is none, or not what it says. */
const HOSTILE: readonly [string, RegExp, () => void][] = [
  [
    'pipe.json',
    /(this is a pipe, not a file|neither a file nor a folder)/,
    () => execFileSync('mkfifo', [at('pipe.json')]),
  ],
  [
    'pipe.har',
    /this is a pipe, not a file|neither a file nor a folder/,
    () => execFileSync('mkfifo', [at('pipe.har')]),
  ],
  [
    'zero.json',
    /this is a device, not a file|neither a file nor a folder/,
    () => symlinkSync('/dev/zero', at('zero.json')),
  ],
  [
    'folder.har',
    /this is a folder, not a file|it is a folder|there is no fixture|no such/,
    () => mkdirSync(at('folder.har')),
  ],
  [
    'loop.json',
    /a link that leads back to itself|there is no such file/,
    () => symlinkSync(at('loop.json'), at('loop.json')),
  ],
  ['long.json', /this has 1024 MiB; at most \d+ MiB are read/, () => sparse('long.json')],
  [
    'latin1.json',
    /this is not UTF-8: byte 0xe4 in line 2; save it as UTF-8/,
    () => writeFileSync(at('latin1.json'), Buffer.from('{\n"a": "\xe4"}', 'latin1')),
  ],
  [
    'utf16.json',
    /this is UTF-16, not UTF-8/,
    () => writeFileSync(at('utf16.json'), Buffer.from('\ufeff{}', 'utf16le')),
  ],
  [
    'deep.json',
    /nested|JSON|not an object|no HAR/,
    () => writeFileSync(at('deep.json'), '['.repeat(100_000) + ']'.repeat(100_000)),
  ],
  [
    'proto.json',
    /./,
    () => writeFileSync(at('proto.json'), '{"__proto__": {"openapi": "3.1.0"}, "constructor": 1}'),
  ],
  ['nothing.json', /./, () => writeFileSync(at('nothing.json'), '')],
];

let guard: ChildProcess;
let socket: Server;

beforeAll(async () => {
  for (const [, , make] of HOSTILE) make();
  writeFileSync(at('empty.har'), '{"log":{"entries":[]}}');
  socket = createServer();
  await new Promise<void>((resolve) => socket.listen(at('socket.json'), resolve));
  // Whoever waits for a writer would wait for ever: after a minute there is one, and the test fails.
  guard = spawn('sh', ['-c', `sleep 60; for pipe in '${folder}'/pipe.*; do (: > "$pipe") & done`]);
});

afterAll(() => {
  guard.kill();
  socket.close();
});

describe.each(some(READING, 4))('%s', (_, code, command) => {
  const files = HOSTILE.filter(([name]) => name !== 'folder.har' || command('')[0] !== 'replay');
  test.each(
    some(
      [
        ...files.map(([name, reason]) => [name, reason] as const),
        ['socket.json', /socket|neither a file/] as const,
      ],
      4,
    ),
  )('refuses %s with one sentence', async (name, reason) => {
    const ran = await run(command(at(name)), { stopped: Promise.resolve() });
    expect(ran.err).toContain(name);
    expect(ran.err).toMatch(reason);
    expect(ran.err).not.toMatch(/bug of confab|call stack|^\s+at .*\.[jt]s/m);
    expect(ran.err.length).toBeLessThan(1500);
    expect([ran.out, [code, 1]]).toEqual(['', expect.arrayContaining([ran.code])]);
  });
});

/** Each option that writes a file or a folder. */
const WRITING: readonly [string, (place: string) => string[]][] = [
  ['check --report', (place) => ['check', VENDOR, '--report', `text=${place}`]],
  ['check --drift', (place) => ['check', VENDOR, '--drift', place]],
  ['check --update-baseline', (place) => ['check', VENDOR, '--baseline', place, '--update-baseline']],
  ['verify --report', (place) => ['verify', 'fixtures', '--report', `text=${place}`]],
  ['export --har', (place) => ['export', 'fixtures', '--har', place]],
  ['import --out', (place) => ['import', at('empty.har'), '--out', place]],
  [
    'record --out',
    (place) => ['record', VENDOR, '--url', 'http://127.0.0.1:9', '--port', '0', '--out', place],
  ],
];

describe.each(some(WRITING, 4))('%s', (option, command) => {
  const places: readonly [string, string, RegExp][] = [
    ['below a file', at('empty.har/out'), /empty\.har/],
    ['with a NUL in its name', `${folder}/a\0b`, /a\0b/],
    ...(option.endsWith('--out')
      ? [['a file', at('empty.har'), /empty\.har/] as [string, string, RegExp]]
      : [['a folder', at('folder.har'), /is a folder/] as [string, string, RegExp]]),
    // These two are only known once there is something to write.
    ...(option.startsWith('verify') || option.startsWith('export')
      ? ([
          [
            'a pipe that nobody reads',
            at('pipe.json'),
            /pipe\.json cannot be written: it is a pipe that nobody reads/,
          ],
          ['a full disk', '/dev/full', /\/dev\/full cannot be written: ENOSPC/],
        ] as [string, string, RegExp][])
      : []),
  ];

  test.each(some(places, 4))('refuses %s with one sentence', async (_, place, reason) => {
    const ran = await run(command(place), { stopped: Promise.resolve() });
    expect(ran.err).toMatch(reason);
    expect(ran.err).not.toMatch(/bug of confab|^\s+at .*\.[jt]s/m);
    expect([1, 2, 3]).toContain(ran.code);
  });
});

function sparse(name: string): void {
  writeFileSync(at(name), '{');
  truncateSync(at(name), 2 ** 30);
}
