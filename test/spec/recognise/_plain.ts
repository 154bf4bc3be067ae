import type { JsonObject } from '../../../src/spec/json.ts';

type Part = Record<string, any>;

const NUMBER = { type: 'integer' };

/** Each name with a whole number, or the schema that is given. */
const parameters = (query: Part) =>
  Object.entries(query).map(([name, schema]) => ({ name, in: 'query', schema: schema ?? NUMBER }));

export const ITEM = {
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'integer' },
    name: { type: 'string' },
    created_at: { type: 'string', format: 'date-time' },
    updated_at: { type: 'string', format: 'date-time' },
  },
};

interface Plain {
  /** The parameters of the list by name, with their schemas. */
  readonly query?: Part;
  /** The properties of its answer beside the rows. */
  readonly beside?: Part;
  /** The schema of its whole answer, instead. */
  readonly answer?: Part;
  readonly headers?: Part;
  readonly item?: Part;
  /** More paths. */
  readonly paths?: Part;
  /** More schemas, by name. */
  readonly schemas?: Part;
}

/** A document without a word of ours, with one list of things. */
export function plainDocument({
  query = { page: NUMBER, limit: NUMBER },
  beside = {},
  answer,
  headers,
  item = ITEM,
  paths = {},
  schemas = {},
}: Plain = {}): JsonObject {
  const rows = { type: 'array', items: { $ref: '#/components/schemas/Thing' } };
  const schema = answer ?? { type: 'object', properties: { items: rows, ...beside } };
  const media = { 'application/json': { schema } };
  const document: Part = {
    openapi: '3.1.0',
    info: { title: 'Plain', version: '1' },
    paths: {
      '/things': {
        get: {
          operationId: 'things',
          parameters: parameters(query),
          responses: {
            '200': { description: 'A page', ...(headers && { headers }), content: media },
            default: { description: 'Refused' },
          },
        },
      },
      ...paths,
    },
    components: { schemas: { Thing: item, ...schemas } },
  };
  return document as JsonObject;
}

/** An operation that shows one thing. */
export function single(schema: Part = { $ref: '#/components/schemas/Thing' }, name = 'id', type = 'integer') {
  return {
    get: {
      parameters: [{ name, in: 'path', required: true, schema: { type } }],
      responses: { '200': { description: 'One', content: { 'application/json': { schema } } } },
    },
  };
}
