import { expect, test } from 'vitest';
import { loadSpec } from '../../src/spec/load.ts';
import { file } from '../_tiny.ts';

const header = (name: string) => ({ name, in: 'header', required: true, schema: { type: 'string' } });

/** What is declared, what stays, and what the warning says instead. */
test.each<[name: string, names: string[], isSecured: boolean, left: string[], told: RegExp[]]>([
  ['what is accepted', ['Accept', 'X-A'], false, ['X-A'], [/media types of the responses/]],
  ['what is sent, in any letter case', ['content-type'], false, [], [/media types of the request body/]],
  ['a credential beside security', ['Authorization'], true, [], [/named Authorization: security says/]],
  ['a credential that nothing else says', ['Authorization'], false, ['Authorization'], []],
])('%s', async (_, names, isSecured, left, told) => {
  const path = await file('headers.json', {
    openapi: '3.0.3',
    info: { title: 'Headers', version: '1' },
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
    security: isSecured ? [{ key: [] }] : [],
    paths: { '/a': { get: { parameters: names.map(header), responses: { 200: { description: 'it' } } } } },
  });
  const { operations, warnings } = await loadSpec(path);
  expect(operations[0]?.fields.map(({ label }) => label)).toEqual(left);
  expect(warnings.map(({ message }) => message)).toEqual(told.map((one) => expect.stringMatching(one)));
});
