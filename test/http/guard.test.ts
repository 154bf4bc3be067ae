import { describe, expect, test } from 'vitest';
import { createGuard } from '../../src/http/guard.ts';

const LOOPBACK = { host: '127.0.0.1', address: '127.0.0.1' };

/** What the guard says of a request with this Host; '' when it may enter. */
function told(
  host: string | readonly string[] | undefined,
  { listening = LOOPBACK, allowHosts = [] as readonly string[], target = '/' } = {},
): string {
  const hosts = host === undefined ? [] : [host].flat();
  const headers = ['Accept', '*/*', ...hosts.flatMap((one) => ['HOST', one]), 'X', 'y'];
  return createGuard({ listening, allowHosts })(target, headers)?.detail ?? '';
}

describe('listening on loopback', () => {
  test.each([
    '127.0.0.1',
    '127.0.0.1:4010',
    '127.0.0.1:1',
    '127.8.9.10:80',
    '127.1',
    '[::1]',
    '[::1]:4010',
    '[0:0:0:0:0:0:0:1]:4010',
    '[::ffff:127.0.0.1]:4010',
    'localhost',
    'localhost:4010',
    'LOCALHOST:4010',
    'localhost.:4010',
    'a.localhost',
    'gptbots.a.localhost.:4010',
    'localhost:',
  ])('%s may enter', (host) => {
    expect(told(host)).toBe('');
  });

  test.each([
    'attacker.example',
    'attacker.example:4010',
    '127.0.0.1.attacker.example',
    '127.0.0.1.nip.io:4010',
    'localhost.attacker.example',
    'notlocalhost',
    '.localhost',
    '10.0.0.1',
    '0.0.0.0',
    '[::]',
    '[fe80::1]',
    '128.0.0.1',
    '[::ffff:10.0.0.1]',
    '',
    ' ',
    'localhost@attacker.example',
    'attacker.example#@localhost',
    'localhost/',
    'localhost, attacker.example',
    'localhost:80:90',
    'localhost:http',
    '127.0.0.1:999999',
    '[::1',
    '::1',
    'http://localhost',
    'lоcalhost',
    'loc%61lhost',
    '__proto__',
    'constructor',
  ])('%j may not', (host) => {
    expect(told(host)).toMatch(/^The request is for the host "/);
  });

  test('several hosts may not, even twice the right one', () => {
    expect(told(['localhost', 'localhost'])).toMatch(/^It has more than one Host header/);
    expect(told(['localhost', 'attacker.example'])).toMatch(/^It has more than one Host header/);
    expect(told(['attacker.example', 'localhost'])).toMatch(/"attacker\.example"/);
  });

  test('no host may: only HTTP/1.0 has none', () => {
    expect(told(undefined)).toBe('');
  });

  test.each([
    ['http://localhost:4010/x', ''],
    ['http://attacker.example/x', '"attacker.example"'],
    ['HTTPS://attacker.example', '"attacker.example"'],
    ['http://localhost@attacker.example/', '"localhost@attacker.example"'],
    ['http://attacker.example?localhost', '"attacker.example"'],
    ['http:///x', '""'],
    ['/http://attacker.example/', ''],
    ['//attacker.example/', ''],
    ['*', ''],
  ])('the host of the target %s counts too', (target, named) => {
    const detail = told('localhost', { target });
    if (named === '') expect(detail).toBe('');
    else expect(detail).toContain(`the host ${named}`);
  });
});

describe('listening elsewhere', () => {
  const every = { host: '0.0.0.0', address: '0.0.0.0' };
  const every6 = { host: '::', address: '::' };
  const lan = { host: '192.168.1.5', address: '192.168.1.5' };
  const named = { host: 'My-Machine.lan', address: 'fe80::2%eth0' };
  test.each([
    [every, '192.168.1.5:4010', true],
    [every, '[2001:db8::1]', true],
    [every, 'localhost', true],
    [every, 'attacker.example', false],
    [every, 'confab', false],
    [every6, '10.0.0.1', true],
    [every6, 'attacker.example', false],
    [lan, '192.168.1.5:80', true],
    [lan, '192.168.1.6', false],
    [lan, 'localhost', true],
    [named, 'my-machine.lan:4010', true],
    [named, '[fe80::2]:4010', true],
    [named, '[fe80::3]', false],
  ])('%j: %s %s', (listening, host, may) => {
    expect(told(host, { listening }) === '').toBe(may);
  });
});

describe('--allow-host', () => {
  test.each([
    ['confab', 'confab:4010', true],
    ['confab', 'CONFAB.', true],
    ['confab:4010', 'confab', true],
    ['Confab.Example.', 'confab.example', true],
    ['confab', 'a.confab', false],
    ['confab', 'confab.attacker.example', false],
    ['*.test', 'a.b.test:1', true],
    ['*.test', 'test', false],
    ['*.test', 'attest', false],
    ['my_service', 'my_service:4010', true],
    ['bücher.example', 'xn--bcher-kva.example', true],
    ['10.0.0.1', '10.0.0.1:4010', true],
    ['[2001:DB8::1]:80', '[2001:db8:0::1]', true],
  ])('%s lets %s enter: %s', (allowed, host, may) => {
    expect(told(host, { allowHosts: [allowed] }) === '').toBe(may);
  });

  test.each([
    '',
    '*',
    '*.',
    'http://confab',
    'confab/',
    'a b',
    '*.*.test',
    'a.*',
    'me@confab',
    '*.10.0.0.1',
    'a:b',
  ])('%j is no host', (allowed) => {
    expect(() => told('localhost', { allowHosts: [allowed] })).toThrow(
      `allow-host: ${JSON.stringify(allowed)} is not the name of a host; write it as name or *.name`,
    );
  });
});

describe('what is said', () => {
  test('what came, why, and what allows it', () => {
    expect(told('Attacker.example:4010')).toBe(
      'The request is for the host "Attacker.example:4010", and this server listens on 127.0.0.1. A web page may be ' +
        'behind it, as its owner can let any name lead here (DNS rebinding). If the name is yours, such as that of a ' +
        'service in a container, start the server with --allow-host attacker.example; in code, with allowHosts.',
    );
  });

  test('a stranger’s text neither grows nor breaks out', () => {
    expect(told('a'.repeat(20_000)).length).toBeLessThan(700);
    expect(told('a"\u0007é\\b')).toContain('the host "a????b"');
  });
});

test('the last good host is remembered, not a bad one', () => {
  const guard = createGuard({ listening: LOOPBACK, allowHosts: [] });
  const may = (host: string) => guard('/', ['Host', host]) === undefined;
  expect(['localhost', 'localhost', 'x', 'x', 'localhost', 'x', 'localhost:1'].map(may)).toEqual([
    true,
    true,
    false,
    false,
    true,
    false,
    true,
  ]);
});
