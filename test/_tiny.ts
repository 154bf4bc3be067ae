import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { JsonObject } from '../src/spec/json.ts';

/** Writes a file into a folder of its own and returns its path. */
export async function file(name: string, content: string | object): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'confab-')), name);
  await writeFile(
    path,
    typeof content === 'string' ? content : stringify(content, { aliasDuplicateObjects: false }),
  );
  return path;
}

/** A small vendor with one paged list of notes and a single note; `change` edits the document before use. */
export function tinyDocument(change: (document: any) => void = () => {}): JsonObject {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Tiny', version: '1' },
    servers: [{ url: 'https://tiny.example/api' }],
    'x-confab': {
      collections: { notes: '#/components/schemas/Note' },
      failures: {
        'missing-parameter': { response: '400', example: 'missing' },
        'invalid-parameter': { response: '400', example: 'invalid' },
        'not-found': { response: '404', example: 'none' },
      },
    },
    paths: {
      '/notes': {
        get: {
          operationId: 'listNotes',
          'x-confab': {
            safe: true,
            collection: 'notes',
            items: '$response.body#/notes',
            paging: {
              page: ['$request.query.page', '$response.body#/page'],
              size: '$request.query.size',
              total: '$response.body#/total',
              next: '$response.body#/more',
            },
            order: {
              by: ['-written', '-stars', '-title'],
              request: ['$request.query.sort', '$request.query.direction'],
            },
            filters: {
              stars: { equals: '$request.query.stars' },
              title: { contains: '$request.query.q' },
              written: { minimum: '$request.query.since', maximum: '$request.query.until' },
              kind: { equals: '$request.query.kind', any: 'all' },
            },
          },
          parameters: [
            {
              name: 'page',
              in: 'query',
              schema: { type: 'integer', format: 'int32', minimum: 1, default: 1 },
            },
            { name: 'size', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100, default: 10 } },
            { name: 'stars', in: 'query', schema: { type: 'integer' } },
            { name: 'kind', in: 'query', schema: { enum: ['all', 'a', 'b', 'c'] } },
            { name: 'q', in: 'query', schema: { type: 'string' } },
            { name: 'sort', in: 'query', schema: { type: 'string' } },
            { name: 'direction', in: 'query', schema: { type: 'string' } },
            { name: 'since', in: 'query', schema: { type: 'integer', 'x-confab': { time: 'epoch-ms' } } },
            { name: 'until', in: 'query', schema: { type: 'integer', 'x-confab': { time: 'epoch-ms' } } },
          ],
          responses: {
            '200': {
              description: 'A page',
              content: {
                'application/json': {
                  schema: {
                    type: 'object',
                    required: ['notes', 'total', 'more', 'page'],
                    properties: {
                      notes: { type: 'array', items: { $ref: '#/components/schemas/Note' } },
                      total: { type: 'integer' },
                      more: { type: 'boolean' },
                      page: { type: 'integer' },
                    },
                  },
                },
              },
            },
            '400': { $ref: '#/components/responses/Bad' },
            '404': { $ref: '#/components/responses/None' },
          },
        },
      },
      '/notes/{id}': {
        get: {
          operationId: 'getNote',
          'x-confab': {
            safe: true,
            collection: 'notes',
            items: '$response.body#',
            filters: { id: { equals: '$request.path.id' } },
          },
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
          responses: {
            '200': {
              description: 'The note',
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Note' } } },
            },
            '400': { $ref: '#/components/responses/Bad' },
            '404': { $ref: '#/components/responses/None' },
          },
        },
      },
    },
    components: {
      schemas: {
        Note: {
          type: 'object',
          required: ['id', 'title', 'written', 'stars'],
          properties: {
            id: { type: 'string', 'x-confab': { value: '{objectid}' } },
            title: { type: 'string', 'x-faker': 'chat.question' },
            written: { type: 'integer', 'x-confab': { time: 'epoch-ms' } },
            touched: { type: 'integer', 'x-confab': { time: 'epoch-ms', from: 'written' } },
            stars: { type: 'integer', minimum: 0, maximum: 5 },
            kind: { enum: ['a', 'b', 'c'] },
          },
        },
        Problem: { type: 'object', required: ['problem'], properties: { problem: { type: 'string' } } },
      },
      responses: {
        Bad: {
          description: 'Refused',
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/Problem' },
              examples: {
                missing: { value: { problem: '{parameter} is missing' } },
                invalid: { value: { problem: '{parameter} is wrong' } },
              },
            },
          },
        },
        None: {
          description: 'No such note',
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/Problem' },
              examples: { none: { value: { problem: 'none' } } },
            },
          },
        },
      },
    },
  };
  change(document);
  return document as unknown as JsonObject;
}

/** The tiny vendor as a file. */
export function tinyFile(change?: (document: any) => void): Promise<string> {
  return file('tiny.yaml', tinyDocument(change));
}

/** The tiny vendor with nothing but its list, which is asked for by a body of this schema. */
export function bodyFile(schema: object, change: (document: any) => void = () => {}): Promise<string> {
  return tinyFile((document) => {
    const { get } = document.paths['/notes'];
    const { safe, collection, items } = get['x-confab'];
    document.paths = {
      '/notes': {
        post: {
          ...get,
          parameters: [],
          'x-confab': { safe, collection, items },
          requestBody: { required: true, content: { 'application/json': { schema } } },
        },
      },
    };
    change(document);
  });
}
