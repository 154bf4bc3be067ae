import { describe, expect, test } from 'vitest';
import { toAdmin, tokenLine } from '../../src/commands/admin.ts';
import { assertAdmin } from '../../src/control/admin.ts';

const SET = { CONFAB_ADMIN_TOKEN: ' a-token-of-the-environment\n' };
const given = { admin: { token: 'a-token-of-the-environment' } };
const made = { admin: { token: expect.stringMatching(/^[\w-]{24}$/) }, made: expect.any(String) };

describe('who may steer it, as the command reads it', () => {
  test.each<[string, string | undefined, string, Record<string, string>, object]>([
    ['nothing said, on loopback', undefined, '127.0.0.1', {}, {}],
    ['nothing said, on IPv6 loopback', undefined, '::1', {}, {}],
    ['nothing said, on localhost', undefined, 'localhost', {}, {}],
    ['nothing said, on every address', undefined, '0.0.0.0', {}, made],
    ['nothing said, on every address of IPv6', undefined, '::', {}, made],
    ['nothing said, on one of the network', undefined, '192.168.0.7', {}, made],
    ['nothing said, on a name', undefined, 'my-machine', {}, made],
    ['a token in the environment', undefined, '127.0.0.1', SET, given],
    ['a token in the environment, on every address', undefined, '0.0.0.0', SET, given],
    ['an empty one', undefined, '127.0.0.1', { CONFAB_ADMIN_TOKEN: ' ' }, {}],
    ['token', 'token', '127.0.0.1', {}, made],
    ['token, in the environment', 'token', '127.0.0.1', SET, given],
    ['off', 'off', '0.0.0.0', {}, { admin: 'off' }],
    ['off, with a token', 'off', '127.0.0.1', SET, { admin: 'off' }],
  ])('%s', (_, text, host, env, chosen) => {
    const found = toAdmin(text, host, env);
    expect(found).toEqual(chosen);
    expect(() => assertAdmin(found.admin)).not.toThrow();
  });

  test.each(['on', 'open', '', 'OFF', 'my-own-token'])('%j is none of the two words', (text) => {
    expect(() => toAdmin(text, '127.0.0.1', {})).toThrow(`--admin ${text}: it must be off or token`);
  });

  test('every start makes another token', () => {
    expect(toAdmin('token', '127.0.0.1', {}).made).not.toBe(toAdmin('token', '127.0.0.1', {}).made);
  });

  test('what was made is printed, for people and for programs', () => {
    expect(tokenLine('t', false)).toContain('Authorization: Bearer t\n');
    expect(JSON.parse(tokenLine('t', true))).toEqual({ event: 'control', token: 't' });
  });
});

test.each<[string, unknown]>([
  ['a word', 'token'],
  ['nothing', null],
  ['a boolean', false],
  ['no token', {}],
  ['a number', { token: 123456789012 }],
  ['an empty token', { token: '' }],
  ['a short one', { token: '12345678901' }],
  ['one with a blank', { token: 'twelve letters' }],
  ['one with a line break', { token: 'twelveletters\n' }],
  ['one beyond ASCII', { token: 'zwölfbuchstaben' }],
  ['one that no header holds', { token: 'a'.repeat(201) }],
])('in code %s is refused in a sentence', (_, admin) => {
  expect(() => assertAdmin(admin)).toThrow(/^admin: /);
});
