/** Small documents of other kinds than diary.yaml: none of ours in them, older versions, composed and recursive schemas. */
export const TINY_DOCUMENTS = [
  {
    openapi: '3.1.0',
    info: { title: 'Plain', version: '1' },
    servers: [{ url: 'https://plain.example/v1' }],
    paths: {
      '/things/{id}': {
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string', pattern: '^[a-z]{3}$' } },
        ],
        get: {
          parameters: [
            { name: 'tags', in: 'query', schema: { type: 'array', items: { type: 'string' }, maxItems: 3 } },
            { name: 'X-Kind', in: 'header', schema: { type: 'integer', minimum: 1, maximum: 9 } },
          ],
          responses: {
            200: {
              description: 'One',
              headers: { 'X-Left': { required: true, schema: { type: 'integer' } } },
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
            },
            default: { description: 'No', content: { 'text/plain': { schema: { type: 'string' } } } },
          },
        },
        post: {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
          },
          responses: { 201: { description: 'Made' } },
        },
      },
    },
    components: {
      schemas: {
        Thing: {
          allOf: [{ $ref: '#/components/schemas/Base' }],
          type: 'object',
          required: ['name'],
          properties: {
            name: { type: 'string', minLength: 1, maxLength: 20, pattern: '^[A-Z]' },
            kind: { oneOf: [{ const: 'a' }, { type: 'integer', multipleOf: 5 }] },
            parts: { type: 'array', items: { $ref: '#/components/schemas/Thing' }, maxItems: 2 },
            when: { type: 'string', format: 'date-time' },
            extra: {
              type: ['object', 'null'],
              additionalProperties: { type: 'number', exclusiveMinimum: 0 },
            },
          },
        },
        Base: { type: 'object', required: ['id'], properties: { id: { type: 'integer', format: 'int64' } } },
      },
    },
  },
  {
    openapi: '3.0.3',
    info: { title: 'Older', version: '1' },
    paths: {
      '/search': {
        post: {
          operationId: 'search',
          security: [{ key: [] }],
          requestBody: {
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: {
                    q: { type: 'string', nullable: true },
                    n: { type: 'integer', minimum: 0, exclusiveMinimum: true },
                  },
                },
                example: { q: 'x', n: 1 },
              },
            },
          },
          responses: {
            200: { description: 'ok', content: { 'application/json': { example: { found: [] } } } },
          },
        },
      },
    },
    components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
  },
  {
    swagger: '2.0',
    info: { title: 'Oldest', version: '1' },
    host: 'oldest.example',
    basePath: '/api',
    schemes: ['https'],
    paths: {
      '/list': {
        get: {
          produces: ['application/json'],
          parameters: [{ name: 'n', in: 'query', type: 'integer', default: 3 }],
          responses: {
            200: { description: 'ok', schema: { type: 'array', items: { $ref: '#/definitions/One' } } },
          },
        },
      },
    },
    definitions: { One: { type: 'object', properties: { a: { type: 'string', enum: ['x', 'y'] } } } },
  },
];
