import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { builtinFile, builtinNames } from '../../src/spec/builtin.ts';
import { serverHosts, toHost } from '../../src/spec/server-hosts.ts';

const documentWith = (...servers: object[]) => ({ document: { servers } as never });
const variables = (values: Record<string, object>) => ({ variables: values });

test.each([
  [
    'a host',
    { url: 'https://api.example.com/v1' },
    ['https://api.example.com', 'http://API.example.com:80'],
    ['https://api.example.org', 'https://x.api.example.com', 'https://api.example.com:8443'],
  ],
  [
    'a port',
    { url: 'http://127.0.0.1:8080' },
    ['http://127.0.0.1:8080'],
    ['http://127.0.0.1', 'http://127.0.0.1:8081'],
  ],
  ['the port that its scheme has', { url: 'https://api.example.com:443' }, ['https://api.example.com'], []],
  ['no scheme', { url: '//api.example.com/v1' }, ['https://api.example.com', 'http://api.example.com'], []],
  [
    'a variable with values',
    { url: 'https://api-{at}.example.com', ...variables({ at: { default: 'sg', enum: ['sg', 'th'] } }) },
    ['https://api-sg.example.com', 'https://api-th.example.com'],
    ['https://api-us.example.com', 'https://api-.example.com'],
  ],
  [
    'a variable that can be anything',
    { url: 'https://api.{region}.example.com', ...variables({ region: { default: 'eu' } }) },
    ['https://api.eu.example.com', 'https://api.us-1.example.com'],
    [
      'https://api.example.com',
      'https://api.a.b.example.com',
      'https://api.eu.example.com.evil.test',
      'https://apiXeu.example.com',
    ],
  ],
  [
    'a variable in the path',
    { url: 'https://api.example.com/{version}', ...variables({ version: { default: 'v1' } }) },
    ['https://api.example.com'],
    [],
  ],
  [
    'a variable that is the scheme',
    { url: '{scheme}://api.example.com', ...variables({ scheme: { default: 'https' } }) },
    ['https://api.example.com', 'http://api.example.com'],
    [],
  ],
  [
    'a dot at the end',
    { url: 'https://api.example.com.' },
    ['https://api.example.com', 'https://api.example.com.'],
    [],
  ],
  ['IPv6', { url: 'http://[::1]:8080/' }, ['http://[::1]:8080'], ['http://[::2]:8080']],
])('%s', async (_, server, ours, others) => {
  const hosts = serverHosts(documentWith(server));
  const isOurs = (url: string) => hosts.some((host) => host.matches(toHost(new URL(url))));
  expect(ours.filter((url) => !isOurs(url))).toEqual([]);
  expect(others.filter(isOurs)).toEqual([]);
});

test.each([
  ['a path alone', { url: '/api' }],
  [
    'nothing but a variable',
    { url: 'https://{host}/api', ...variables({ host: { default: 'example.com' } }) },
  ],
  ['a variable in front of a top-level domain', { url: 'https://{tenant}.com' }],
  ['no URL', { url: 'https://a b' }],
  ['no text', { url: 7 }],
  ['no object', 'https://api.example.com' as never],
])('%s is nobody in particular', (_, server) => {
  expect(serverHosts(documentWith(server))).toEqual([]);
});

test('servers of paths and operations count, each host once', () => {
  const servers = (url: string) => ({ servers: [{ url }] });
  const document = {
    ...servers('https://a.example/v1'),
    paths: {
      '/x': { ...servers('https://b.example'), get: servers('https://c.example') },
      '/y': { post: servers('https://a.example/v2') },
    },
  };
  expect(serverHosts({ document }).map(({ name }) => name)).toEqual(['a.example', 'b.example', 'c.example']);
});

test.each(builtinNames())('%s has a host of its own', (name) => {
  const document = parse(readFileSync(builtinFile(`${name}.yaml`), 'utf8'));
  expect(serverHosts({ document })).not.toEqual([]);
});
