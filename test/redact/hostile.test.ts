import { beforeAll, expect, test } from 'vitest';
import { createRedactor } from '../../src/record/redactor.ts';
import { toStoredBody } from '../../src/record/stored-body.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import type { Spec } from '../../src/spec/spec.ts';
import { some } from '../_some.ts';
import { tinyFile } from '../_tiny.ts';

const SIZE = 64_000;
const fill = (text: string) => text.repeat(Math.ceil(SIZE / text.length));
const nest = (wrap: (text: string) => string, text = '{"password":"hunter2-xyzzy"}') => {
  let all = text;
  while (wrap(all).length < SIZE) all = wrap(all);
  return all;
};

/** Bodies that are made to take long. */
const HOSTILE: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      'a.',
      'eyJ',
      'eyJ-',
      'eyJaaaaaaaa.',
      'sk-',
      '+1 ',
      'a@',
      '@',
      '<a>',
      '<a ',
      '<a b="',
      '</a>',
      '<!--',
      '<![CDATA[',
      '<?',
      '&',
      '&#',
      '&amp;',
      'a=&',
      'a=b&',
      '["',
      '{"a":',
      '[',
      '{',
      'x=',
      '1 ',
      '=',
      ':',
      'a:',
      'token=',
      'token="',
      'token=\\"',
      'token: ',
      'token:\n',
      'token: |\n ',
      '"token":',
      "token='",
      '\\',
      '\\"',
      '"',
      "'",
      '--',
      ' --token ',
      '--token',
      '--b\r\n',
      'Basic ',
      'Bearer ',
      'basic basic',
      'Authorization: ',
      'Authorization: Bearer ',
      'Cookie: a=',
      'Cookie: ;',
      '://',
      '://a:',
      '://a:b@',
      'data:',
      'data: {',
      'data: "\n',
      '\ndata:',
      '%',
      '%4',
      '%41',
      '%25',
      'A',
      'A\n',
      `${'A'.repeat(76)}\r\n`,
      'A=',
      'A_',
      '-----BEGIN PRIVATE KEY-----',
      '-----BEGIN ',
      '\0',
      'a\0',
      '\0a',
      '\n',
      '\t',
      ' ',
      '\uFEFF',
      '密',
      'password',
      'password ',
      'a b: c\n',
      'a: b\n',
      '/',
      '//',
      '/token/1',
      'access_token',
      '<script>',
      '<script>"',
      '<meta charset=',
      '<?xml encoding=',
      '1[3-9]',
      '13',
      '138',
      '+',
      '86',
      '00',
    ].map((text) => [JSON.stringify(text).slice(1, -1).slice(0, 24), fill(text)]),
  ),
  'a long word': fill('a'),
  'a name that does not end': `${fill('token')}=x`,
  'a word and a quote': `token="${fill('a')}`,
  'JSON in JSON': nest(JSON.stringify),
  'Base64 of Base64': nest((text) => Buffer.from(text).toString('base64')),
  'percent-encoding of it': nest((text) => encodeURIComponent(text)),
  'markup in JSON in markup': nest(
    (text) => `<a b="${JSON.stringify({ a: text }).replaceAll('"', '&quot;')}">${text.slice(0, 100)}</a>`,
  ),
  'lists in lists': `${'['.repeat(SIZE / 2)}${']'.repeat(SIZE / 2)}`,
  'names in names': `${'{"a":'.repeat(20_000)}"x"${'}'.repeat(20_000)}`,
  'values deep down': `${'['.repeat(150)}${'"a",'.repeat(SIZE / 4)}`,
  'elements deep down': `${'<a>'.repeat(SIZE / 6)}x${'</a>'.repeat(SIZE / 8)}`,
  'elements that never close': `${'<a>'.repeat(1000)}${'</b>'.repeat(SIZE / 8)}`,
  'many attributes': `<a ${'b="c" '.repeat(SIZE / 6)}>`,
  'a part in each line': `--b\r\n\r\n${'--b\r\n\r\n'.repeat(SIZE / 7)}`,
  'an event in each line': 'data: {"a":"b"}\n'.repeat(SIZE / 16),
  'one event of many lines': `data: {"a":\n${'data: "b",\n'.repeat(SIZE / 11)}`,
  'Base64 in each value': JSON.stringify(
    Array.from({ length: 2000 }, (_, n) => Buffer.from(`{"a":"${n}","b":"<a>&amp;"}`).toString('base64')),
  ),
  'zeros beside letters': Buffer.from(fill('token=a&'), 'utf16le').toString('latin1'),
};

let spec: Spec;
beforeAll(async () => {
  spec = (await loadSpecs({ vendors: [await tinyFile()] }))[0] as Spec;
});

/** CPU milliseconds, which depend little on what else runs. */
function cost(text: string, type: string): number {
  const start = process.cpuUsage();
  const body = toStoredBody(new TextEncoder().encode(text));
  createRedactor({ spec }).exchange(
    { method: 'GET', url: '/api/notes', headers: [] },
    { status: 200, headers: [`Content-Type: ${type}`], ...(body && { body }) },
  );
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** A search that looks at each character once for each other one would take many times as long. */
const MOST = 2000;

test.each(some(Object.entries(HOSTILE), 4))('%s', (name, text) => {
  const type =
    name.includes('part') || name.includes('--b') ? 'multipart/form-data; boundary=b' : 'text/plain';
  expect(cost(text, type)).toBeLessThan(MOST);
});
