import { expect, test } from 'vitest';
import { variablesOf } from '../../src/auth/environment.ts';
import { checkContract } from '../../src/check-contract.ts';
import type { SpecResult } from '../../src/result/result.ts';
import { loadSpec } from '../../src/spec/load.ts';
import { slowTest } from '../_some.ts';
import { bodyFile, tinyFile } from '../_tiny.ts';

const PAGING = {
  type: 'object',
  required: ['page'],
  properties: {
    page: { type: 'integer', minimum: 1 },
    size: { type: 'integer', minimum: 1, maximum: 50, default: 10 },
  },
};
const CHOICE = {
  type: 'object',
  required: ['kind', 'team'],
  properties: { kind: { enum: ['all', 'a', 'b', 'c'] }, team: { type: 'string', examples: ['red'] } },
};
const COMPOSED = { allOf: [{ $ref: '#/components/schemas/Paging' }, CHOICE] };
const FLAT = {
  type: 'object',
  required: [...PAGING.required, ...CHOICE.required],
  properties: { ...PAGING.properties, ...CHOICE.properties },
};

/** The list asked for by a body with paging and a filter at its top. */
const listing = (schema: object) =>
  bodyFile(schema, ({ components, paths }) => {
    components.schemas.Paging = PAGING;
    const { 'x-confab': hints } = paths['/notes'].post;
    hints.paging = {
      page: '$request.body#/page',
      size: '$request.body#/size',
      total: '$response.body#/total',
    };
    hints.filters = { kind: { equals: '$request.body#/kind', any: 'all' } };
  });

const check = async (file: string) => (await checkContract({ vendors: [file] })).specs[0] as SpecResult;
const statesOf = ({ ledger }: SpecResult, kind: string) =>
  Object.fromEntries(
    ledger.filter((entry) => entry.kind === kind).map(({ name, state, detail }) => [name, detail ?? state]),
  );

test('a body composed with allOf is checked as its flat twin is', async () => {
  const [composed, flat] = await Promise.all([check(await listing(COMPOSED)), check(await listing(FLAT))]);
  expect(composed.findings).toEqual([]);
  expect(composed.requests).toBe(flat.requests);
  for (const kind of ['check', 'parameter', 'enum'])
    expect(statesOf(composed, kind)).toEqual(statesOf(flat, kind));
});

test('what a part of allOf requires may be given by the environment', async () => {
  const names = async (schema: object) =>
    variablesOf(await loadSpec(await listing(schema))).map(({ name, use }) => [name, use]);
  expect(await names(COMPOSED)).toEqual(await names(FLAT));
  expect(await names(COMPOSED)).toEqual([
    ['CONFAB_TINY_KIND', { fields: ['body/kind'] }],
    ['CONFAB_TINY_TEAM', { fields: ['body/team'] }],
  ]);
});

slowTest('an answer and its rows may be composed, too', async () => {
  const result = await check(
    await tinyFile(({ components, paths }) => {
      const { Note } = components.schemas;
      components.schemas.Note = {
        allOf: [{ type: 'object', required: ['id'], properties: { id: Note.properties.id } }, Note],
      };
      const media = paths['/notes'].get.responses['200'].content['application/json'];
      const base = { type: 'object', required: ['note'], properties: { note: { type: 'string' } } };
      media.schema = { allOf: [base, media.schema] };
    }),
  );
  expect(result.findings.map(({ title }) => title)).toEqual([]);
});

test('each property of an object in a body is counted, and one that nothing reads is not called checked', async () => {
  const result = await check(
    await bodyFile(
      {
        type: 'object',
        properties: {
          filter: {
            type: 'object',
            properties: {
              kind: { enum: ['a', 'b', 'c'] },
              never: { type: 'string', 'x-note': 'nothing reads it' },
            },
          },
        },
      },
      ({ paths }) => {
        paths['/notes'].post['x-confab'].filters = { kind: { equals: '$request.body#/filter/kind' } };
      },
    ),
  );
  expect(result.findings).toEqual([]);
  expect(statesOf(result, 'parameter')).toEqual({
    'body/filter': 'checked',
    'body/filter/kind': 'checked',
    'body/filter/never': 'only the vendor knows what values it may have',
  });
  expect(statesOf(result, 'enum')).toEqual({
    'body/filter/kind=a': 'checked',
    'body/filter/kind=b': 'checked',
    'body/filter/kind=c': 'checked',
  });
});
