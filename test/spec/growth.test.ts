import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { some } from '../_some.ts';
import { file } from '../_tiny.ts';
import { createWorkCounter } from '../_work.ts';

type Part = Record<string, unknown>;

const schemaRef = (name: string | number) => ({ $ref: `#/components/schemas/S${name}` });
const json = (schema: unknown, more: Part = {}) => ({ 'application/json': { schema, ...more } });
const answering = (content: Part) => ({ responses: { 200: { description: 'it', content } } });
const many = (count: number, make: (index: number) => unknown, name = (index: number) => `S${index}`) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [name(index), make(index)]));

function documentOf(paths: Part, components: Part = {}, more: Part = {}): Part {
  return { openapi: '3.1.0', info: { title: 'Growth', version: '1' }, paths, components, ...more };
}

/** One operation, whose answer has the first of these schemas. */
function withSchemas(schemas: Part, openapi = '3.1.0'): Part {
  return documentOf({ '/a': { get: answering(json(schemaRef(0))) } }, { schemas }, { openapi });
}

const operations = (count: number, make: (index: number) => Part) =>
  many(
    count,
    (index) => ({ get: make(index) }),
    (index) => `/r${index}/{id}`,
  );
const ID = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };

/** Documents of a size, each with one thing of which there may be many. */
const DOCUMENTS: readonly [string, (count: number) => Part][] = [
  [
    'operations',
    (count) => documentOf(operations(count, () => ({ parameters: [ID], ...answering(json({})) }))),
  ],
  [
    'operations with an example each',
    (count) => {
      const schema = { type: 'object', properties: { id: { type: 'integer' } } };
      return documentOf(
        operations(count, (index) => ({
          parameters: [ID],
          ...answering(json(schema, { example: { id: index } })),
        })),
      );
    },
  ],
  [
    'operations and schemas that refer to each other',
    (count) =>
      documentOf(
        operations(count, (index) => ({ parameters: [ID], ...answering(json(schemaRef(index))) })),
        {
          schemas: many(count, (index) => ({
            type: 'object',
            properties: {
              next: schemaRef((index + 1) % count),
              other: schemaRef((index * 7 + 3) % count),
              all: { type: 'array', items: schemaRef((index * 5 + 2) % count) },
            },
          })),
        },
      ),
  ],
  [
    'schemas in a chain',
    (count) =>
      withSchemas(
        many(count, (index) =>
          index === count - 1 ? {} : { type: 'object', properties: { next: schemaRef(index + 1) } },
        ),
      ),
  ],
  [
    'required schemas in a chain',
    (count) =>
      withSchemas(
        many(count, (index) =>
          index === count - 1
            ? {}
            : { type: 'object', required: ['next'], properties: { next: schemaRef(index + 1) } },
        ),
      ),
  ],
  [
    'required schemas in a chain from the last to the first',
    (count) => ({
      ...withSchemas(
        many(count, (index) =>
          index === 0
            ? {}
            : { type: 'object', required: ['next'], properties: { next: schemaRef(index - 1) } },
        ),
      ),
      paths: { '/a': { get: answering(json(schemaRef(count - 1))) } },
    }),
  ],
  [
    'references in a chain',
    (count) =>
      withSchemas(many(count, (index) => (index === count - 1 ? { type: 'string' } : schemaRef(index + 1)))),
  ],
  [
    'alternatives',
    (count) =>
      withSchemas({
        S0: { oneOf: Array.from({ length: count }, (_, index) => ({ const: index })) },
      }),
  ],
  [
    'schemas of OpenAPI 3.0',
    (count) =>
      withSchemas(
        many(count, (index) => ({
          type: 'object',
          nullable: true,
          properties: { next: schemaRef((index + 1) % count) },
        })),
        '3.0.3',
      ),
  ],
  [
    'properties',
    (count) => withSchemas({ S0: { type: 'object', properties: many(count, () => ({ type: 'string' })) } }),
  ],
  [
    'references to one schema',
    (count) =>
      withSchemas({
        S0: { type: 'object', properties: many(count, () => schemaRef('Big')) },
        SBig: { type: 'object', properties: many(100, () => ({ type: 'string' })) },
      }),
  ],
];

/** Sizes of which the work of one is taken from that of the next, so that what is always done does not count. */
const [FEW, SOME, MANY] = [20, 40, 160] as const;

describe('the work to load a document grows as the document does', () => {
  let counter: Awaited<ReturnType<typeof createWorkCounter<typeof import('../../src/spec/load.ts')>>>;
  beforeAll(async () => {
    counter = await createWorkCounter(() => import('../../src/spec/load.ts'));
  });
  afterAll(() => counter.close());

  async function workOf(document: Part): Promise<number> {
    const at = await file('growth.json', JSON.stringify(document));
    return counter.count(() => counter.module.loadSpec(at));
  }

  async function growthOf(make: (count: number) => Part): Promise<number> {
    const [few, some, many] = [await workOf(make(FEW)), await workOf(make(SOME)), await workOf(make(MANY))];
    return (many - some) / (MANY - SOME) / ((some - few) / (SOME - FEW));
  }

  test.each(some(DOCUMENTS, 4))('%s', async (_, make) => {
    await workOf(make(MANY));
    // What V8 compiles anew meanwhile, on a busy machine, it counts otherwise; what grows by the square does so each time.
    const growth = Math.min(await growthOf(make), await growthOf(make));
    // One that grows by the square has more than 3.
    expect(growth).toBeLessThan(2.2);
  });
});
