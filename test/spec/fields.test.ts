import { describe, expect, test } from 'vitest';
import type { Field } from '../../src/spec/field.ts';
import { fieldAt } from '../../src/spec/field.ts';
import { loadSpec } from '../../src/spec/load.ts';
import type { Operation } from '../../src/spec/spec.ts';
import { slowTest, some } from '../_some.ts';
import { bodyFile, tinyFile } from '../_tiny.ts';

const ofBody = async (schema: object, change?: (document: any) => void) =>
  (await loadSpec(await bodyFile(schema, change))).operations[0] as Operation;
const at = (operation: Operation, key: string) =>
  operation.fields.find((field) => field.key === key) as Field;

describe('the fields of parameters', () => {
  test('every place, with header names in lower case and what each is read for', async () => {
    const spec = await loadSpec(
      await tinyFile((document) => {
        document.paths['/notes'].parameters = [
          { name: 'X-Team', in: 'header', required: true, schema: { type: 'string' }, example: 'red' },
          { name: 'session', in: 'cookie', schema: { type: 'string' } },
        ];
      }),
    );
    const [list, one] = spec.operations as [Operation, Operation];
    expect(list.fields.map(({ key }) => key)).toEqual(
      'header/x-team cookie/session query/page query/size query/stars query/kind query/q query/sort query/direction query/since query/until'.split(
        ' ',
      ),
    );
    expect(at(list, 'header/x-team')).toMatchObject({ label: 'X-Team', required: true, examples: ['red'] });
    expect(at(list, 'query/page')).toMatchObject({ paging: 'page', types: ['integer'], invalid: 'refuse' });
    expect(at(list, 'query/since').filter).toMatchObject({ test: 'minimum', of: { field: 'written' } });
    expect(at(list, 'query/sort').order).toBe('by');
    expect(at(list, 'query/direction').order).toBe('direction');
    expect(one.fields).toHaveLength(1);
    expect(at(one, 'path/id').required).toBe(true);
  });

  test.each<[string, object, boolean]>(
    some<[string, object, boolean]>(
      [
        ['the key of a required scheme', { name: 'x-key', in: 'header' }, false],
        ['the same name elsewhere', { name: 'X-Key', in: 'query' }, true],
        ['another name', { name: 'X-Keys', in: 'header' }, true],
        ['what media types say', { name: 'Content-Type', in: 'header' }, false],
        ['what media types choose by', { name: 'accept', in: 'header' }, false],
      ],
      3,
    ),
  )('a parameter that is %s', async (_, parameter, isField) => {
    const spec = await loadSpec(
      await tinyFile((document) => {
        document.components.securitySchemes = { key: { type: 'apiKey', in: 'header', name: 'X-Key' } };
        document.security = [{ key: [] }];
        document.paths['/notes'].parameters = [{ required: true, schema: { type: 'string' }, ...parameter }];
      }),
    );
    const { name: label } = parameter as { name: string };
    const [list] = spec.operations as [Operation];
    expect(list.fields.some((field) => field.label === label)).toBe(isField);
  });

  test('what a schema says in a part of allOf counts', async () => {
    const spec = await loadSpec(
      await tinyFile((document) => {
        document.components.schemas.Size = { type: 'integer', maximum: 20, 'x-confab': { invalid: 'clamp' } };
        document.paths['/notes'].get.parameters[1].schema = {
          allOf: [{ $ref: '#/components/schemas/Size' }],
          default: 5,
        };
      }),
    );
    const size = at(spec.operations[0] as Operation, 'query/size');
    expect(size.schema).toMatchObject({ maximum: 20, default: 5 });
    expect(size).toMatchObject({ types: ['integer'], invalid: 'clamp' });
  });
});

describe('the fields of a body', () => {
  test('of a composed one, each with where it is declared and whether its object must have it', async () => {
    const operation = await ofBody(
      {
        allOf: [
          { $ref: '#/components/schemas/Paging' },
          {
            type: 'object',
            required: ['filter'],
            properties: {
              filter: {
                type: 'object',
                required: ['kind'],
                properties: { kind: { enum: ['a', 'b'] }, never: { type: 'string' } },
              },
            },
          },
        ],
      },
      ({ components, paths }) => {
        components.schemas.Paging = {
          type: 'object',
          required: ['page'],
          properties: { page: { type: 'integer' }, size: { type: 'integer' } },
        };
        const { 'x-confab': hints } = paths['/notes'].post;
        hints.paging = { page: '$request.body#/page', size: '$request.body#/size' };
        hints.filters = {
          kind: { equals: '$request.body#/filter/kind', when: { '$request.body#/filter/never': 'on' } },
        };
      },
    );
    const schema = '/paths/~1notes/post/requestBody/content/application~1json/schema';
    expect(
      operation.fields.map(({ key, required, source }) => [key, required, source.replace(schema, '…')]),
    ).toEqual([
      ['body/page', true, '/components/schemas/Paging/properties/page'],
      ['body/size', false, '/components/schemas/Paging/properties/size'],
      ['body/filter', true, '…/allOf/1/properties/filter'],
      ['body/filter/kind', true, '…/allOf/1/properties/filter/properties/kind'],
      ['body/filter/never', false, '…/allOf/1/properties/filter/properties/never'],
    ]);
    expect(at(operation, 'body/page').paging).toBe('page');
    expect(at(operation, 'body/filter/kind').filter?.of.field).toBe('kind');
    expect(at(operation, 'body/filter/never').switches.map(({ field }) => field)).toEqual(['kind']);
  });

  test('a schema that refers to itself ends', async () => {
    const operation = await ofBody({ $ref: '#/components/schemas/Tree' }, ({ components }) => {
      components.schemas.Tree = {
        type: 'object',
        properties: { name: { type: 'string' }, left: { $ref: '#/components/schemas/Tree' } },
      };
    });
    expect(operation.fields.map(({ key }) => key)).toEqual(['body/name', 'body/left']);
  });

  slowTest('a wide schema has as many as anyone can test, the nearest to the top', async () => {
    const wide = (below: object) =>
      Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`p${index}`, below]));
    const operation = await ofBody({
      type: 'object',
      properties: wide({ type: 'object', properties: wide({ type: 'string' }) }),
    });
    expect(operation.fields).toHaveLength(500);
    expect(operation.fields.filter(({ path }) => path.length === 1)).toHaveLength(100);
  });

  test('what a listing reads from a branch or from a list is one, too', async () => {
    const operation = await ofBody(
      {
        type: 'object',
        properties: { kinds: { type: 'array', items: { enum: ['a', 'b'] } } },
        oneOf: [{ properties: { size: { type: 'integer', default: 7 } } }],
      },
      ({ paths }) => {
        const { 'x-confab': hints } = paths['/notes'].post;
        hints.paging = { size: '$request.body#/size' };
        hints.filters = { kind: { equals: '$request.body#/kinds/0' } };
      },
    );
    expect(operation.fields.map(({ key }) => key)).toEqual(['body/kinds', 'body/size', 'body/kinds/0']);
    expect(at(operation, 'body/size').schema.default).toBe(7);
    expect(at(operation, 'body/kinds/0').schema.enum).toEqual(['a', 'b']);
  });

  test('a location that is not declared is an error in the program', async () => {
    const operation = await ofBody({ type: 'object' });
    expect(() => fieldAt(operation, { in: 'query', name: 'page', path: [] })).toThrow(
      'listNotes has no field query/page',
    );
  });
});
