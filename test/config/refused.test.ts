import { describe, expect, test } from 'vitest';
import type { CommandName } from '../../src/config/word.ts';
import { configured, refused } from './_config.ts';

describe('what is wrong with a configuration', () => {
  test.each<[string, string, string]>([
    ['an unknown word', 'sede: 1', 'confab.yaml:1: sede is not a word here; did you mean seed?\n  at /sede'],
    [
      'a word as a flag is written',
      'allow-host: [a]',
      'confab.yaml:1: allow-host is not a word here; did you mean allowHosts?\n  at /allow-host',
    ],
    [
      'a word of a section',
      '\nrate: 1',
      'confab.yaml:2: rate is not a word here; it belongs under check\n  at /rate',
    ],
    [
      'a word of several sections',
      'grade: assumed',
      'confab.yaml:1: grade is not a word here; it belongs under check or verify\n  at /grade',
    ],
    [
      'a word of another section',
      'mock: { unsafe: true }',
      'confab.yaml:1: unsafe is not a word here; it belongs under record\n  at /mock/unsafe',
    ],
    [
      'a port in words',
      'port: http',
      'confab.yaml:1: port must be a whole number from 0 to 65535, not "http"\n  at /port',
    ],
    [
      'a port in quotes',
      "port: '1'",
      'confab.yaml:1: port must be a whole number from 0 to 65535, not "1"\n  at /port',
    ],
    [
      'a port too great',
      'port: 65536',
      'confab.yaml:1: port must be a whole number from 0 to 65535, not 65536\n  at /port',
    ],
    ['half a seed', 'seed: 1.5', 'confab.yaml:1: seed must be a whole number, not 1.5\n  at /seed'],
    [
      'a word without a value',
      'seed:',
      'confab.yaml:1: seed has no value; write one, or take the word out\n  at /seed',
    ],
    [
      'one for a list',
      'vendors: gptbots',
      'confab.yaml:1: vendors must be a list, not "gptbots"\n  at /vendors',
    ],
    [
      'a vendor that there is not',
      'vendors:\n  - gptbot',
      'confab.yaml:2: vendors must be alibaba, bigmodel, chatnio, cybotstar or gptbots, or the path of an OpenAPI document, not "gptbot"\n  at /vendors/0',
    ],
    [
      'a profile that there is not',
      'profiles: [gptbots.clam]',
      'confab.yaml:1: profiles must be the name of a built-in profile, not "gptbots.clam"; did you mean gptbots.clamp?\n  at /profiles/0',
    ],
    [
      'a switch in words',
      'strictKeys: yes',
      'confab.yaml:1: strictKeys must be true or false, not "yes"\n  at /strictKeys',
    ],
    [
      'a time in words',
      'now: yesterday',
      'confab.yaml:1: now must be an ISO 8601 time, such as 2026-03-20T08:00:00Z, or the word now, not "yesterday"\n  at /now',
    ],
    [
      'rows in words',
      'rows: many',
      'confab.yaml:1: rows must be a number of rows, or by vendor a number or a file, not "many"\n  at /rows',
    ],
    [
      'rows of nobody',
      'rows: { gptbot: 1 }',
      'confab.yaml:1: gptbot is not a vendor that is built in or stands under vendors; did you mean gptbots?\n  at /rows/gptbot',
    ],
    [
      'too many rows',
      'rows: { gptbots: 1000000001 }',
      'confab.yaml:1: gptbots must be a whole number from 0 to 1000000000, or the path of a file, not 1000000001\n  at /rows/gptbots',
    ],
    [
      'a check that there is not',
      'check: { only: [schem] }',
      'confab.yaml:1: only must be the name of a check, not "schem"; did you mean schema?\n  at /check/only/0',
    ],
    [
      'a report that there is not',
      'check: { reports: [pdf] }',
      'confab.yaml:1: reports must be text, json, junit, html, github, markdown, sarif, ctrf, or one of them with a file, such as json=result.json, not "pdf"\n  at /check/reports/0',
    ],
    [
      'a fault with a word too many',
      'faults: [{ cause: gone, time: 2 }]',
      'confab.yaml:1: time is not a word here; did you mean times?\n  at /faults/0/time',
    ],
    [
      'a target that there is not',
      'check: { target: a }\ntargets: { b: { url: "https://b.example" } }',
      'confab.yaml:1: target names a, which is not under targets; did you mean b?\n  at /check/target',
    ],
    [
      'a target without a url',
      'targets: { a: { rate: 1 } }',
      'confab.yaml:1: a needs the word url\n  at /targets/a',
    ],
    [
      'an address with a path of a query',
      'targets: { a: { url: "https://a.example?b=1" } }',
      'confab.yaml:1: url must be an address such as https://api.example.com, without a credential, query or fragment\n  at /targets/a/url',
    ],
    [
      'an environment in an environment',
      'environments: { a: { environments: {} } }',
      'confab.yaml:1: environments is not a word here; there is: vendors',
    ],
    [
      'a list',
      '- a',
      'confab.yaml:1: a configuration must have words of its own, such as vendors, not a list',
    ],
    [
      'a text',
      'hello',
      'confab.yaml:1: a configuration must have words of its own, such as vendors, not "hello"',
    ],
    [
      'a name of every object',
      '__proto__: 1\nconstructor: 2',
      'confab.yaml:1: __proto__ is not a word here; ',
    ],
    ['a word twice', 'seed: 1\nseed: 2', 'confab.yaml:2: the key "seed" stands twice in one object'],
    ['no YAML', 'a: [', 'confab.yaml:1: this is not YAML or JSON: '],
  ])('%s', async (_, text, message) => {
    expect((await refused('mock', text)).slice(0, message.length)).toBe(message);
  });

  test('everything is told at once, also of environments that do not count', async () => {
    const text = 'sede: 1\nport: x\nenvironments:\n  ci:\n    keys: { nobody: a }\n    check: { rat: 1 }';
    expect((await refused('mock', text)).match(/^confab\.yaml:\d+/gm)).toEqual(
      ['1', '2', '6', '5'].map((line) => `confab.yaml:${line}`),
    );
  });

  test.each<[string, string]>([
    ['a number', 'keys: { gptbots: 123456789 }'],
    ['in a list', 'keys: { gptbots: [true, 123456789] }'],
    ['an object', 'keys: { gptbots: { key: 123456789 } }'],
    ['of a target', 'targets: { a: { url: "https://a.example", env: { KEY: 123456789 } } }'],
    ['of a name that is none', 'targets: { a: { url: "https://a.example", env: { "": "123456789" } } }'],
    ['of nobody', 'keys: { nobody: "123456789" }'],
    ['in an address', 'targets: { a: { url: "https://123456789@a.example" } }'],
  ])('a credential is never shown: %s', async (_, text) => {
    expect(await refused('mock', text)).not.toContain('123456789');
  });
});

describe('variables', () => {
  test.each<[string, CommandName, string, Record<string, string>, string[]]>([
    ['in a text', 'mock', 'keys: { gptbots: "app-${KEY}" }', { KEY: 'k' }, ['--key=gptbots=app-k']],
    [
      'several in a text',
      'check',
      'check: { url: "https://${A}.${B}" }',
      { A: 'a', B: 'b' },
      ['--url=https://a.b'],
    ],
    ['for a number', 'mock', 'port: ${PORT}', { PORT: '5' }, ['--port=5']],
    ['for a switch', 'mock', 'strictKeys: ${STRICT}', { STRICT: 'true' }, ['--strict-keys']],
    ['for a switch that is off', 'mock', 'strictKeys: ${STRICT}', { STRICT: 'false' }, []],
    ['for rows', 'mock', 'rows: ${N}', { N: '5' }, ['--rows=5']],
    ['for rows of a vendor', 'mock', 'rows: { gptbots: "${N}" }', { N: '5' }, ['--rows=gptbots=5']],
    [
      'for a vendor',
      'mock',
      'vendors: ["${V}"]\nprofiles: [gptbots.clamp, chatnio.docs]',
      { V: 'gptbots' },
      ['--profile=gptbots.clamp', 'gptbots'],
    ],
    ['a default', 'mock', 'port: ${PORT:-7}', {}, ['--port=7']],
    ['a default of an empty variable', 'mock', 'port: ${PORT:-7}', { PORT: '' }, ['--port=7']],
    ['an empty default', 'mock', 'keys: { gptbots: "a${X:-}" }', {}, ['--key=gptbots=a']],
    ['a default that is not needed', 'mock', 'port: ${PORT:-7}', { PORT: '8' }, ['--port=8']],
    ['$${ is no variable', 'mock', 'keys: { gptbots: "a$${b}" }', {}, ['--key=gptbots=a${b}']],
    ['$ alone is none either', 'mock', 'keys: { gptbots: "$a$" }', {}, ['--key=gptbots=$a$']],
    [
      'what a variable holds is not looked through again',
      'mock',
      'keys: { gptbots: "${A}" }',
      { A: '${B}' },
      ['--key=gptbots=${B}'],
    ],
    ['one that the command does not need', 'export', 'keys: { gptbots: "${NONE}" }', {}, []],
    ['one that a flag stands for', 'mock', 'port: ${NONE}\nmock: { port: 5 }', {}, ['--port=5']],
  ])('%s', async (_, command, text, env, args) => {
    expect((await configured(command, text, [], env)).args).toEqual(args);
  });

  test.each<[string, string, Record<string, string>, string]>([
    [
      'not set',
      'port: ${PORT}',
      {},
      'confab.yaml:1: port needs the environment variable PORT, which is not set; set it, or write ${PORT:-default}\n  at /port',
    ],
    [
      'empty',
      'port: ${PORT}',
      { PORT: '' },
      'confab.yaml:1: port needs the environment variable PORT, which is empty; set it, or write ${PORT:-default}\n  at /port',
    ],
    [
      'several at once',
      'port: ${A}\nkeys:\n  gptbots: ["${B}"]',
      {},
      'confab.yaml:3: gptbots needs the environment variable B, which is not set; set it, or write ${B:-default}\n  at /keys/gptbots/0\nconfab.yaml:1: port needs',
    ],
    [
      'not closed',
      'keys: { gptbots: "${A" }',
      { A: 'a' },
      'confab.yaml:1: gptbots has a variable that is not written ${NAME} or ${NAME:-default}',
    ],
    [
      'with another default',
      'keys: { gptbots: "${A:?x}" }',
      { A: 'a' },
      'confab.yaml:1: gptbots has a variable that is not written',
    ],
    [
      'without a name',
      'keys: { gptbots: "${}" }',
      {},
      'confab.yaml:1: gptbots has a variable that is not written',
    ],
    [
      'that does not fit',
      'port: ${PORT}',
      { PORT: 'secret' },
      'confab.yaml:1: port must be a whole number from 0 to 65535, and ${PORT} is not\n  at /port',
    ],
    [
      'that does not fit in a list',
      'vendors: ["${V}"]',
      { V: 'secret' },
      'confab.yaml:1: vendors must be alibaba, bigmodel, chatnio, cybotstar or gptbots, or the path of an OpenAPI document, and ${V} is not\n  at /vendors/0',
    ],
  ])('%s', async (_, text, env, message) => {
    const found = await refused('mock', text, [], env);
    expect(found.slice(0, message.length)).toBe(message);
    expect(found).not.toContain('secret');
  });
});
