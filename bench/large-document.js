/** A document with so many paths, two operations each, as large services write them: schemas refer to others, and answers have examples. */
export function largeDocument(count) {
  const paths = {};
  const schemas = {};
  for (let at = 0; at < count; at += 1) {
    const name = `Thing${at}`;
    schemas[name] = thing(at, count);
    paths[`/kind-${at % 40}/{owner}/things-${at}`] = { get: reading(name, at), post: writing(name, at) };
  }
  return { openapi: '3.1.0', info: { title: 'Large', version: '1' }, paths, components: { schemas } };
}

function thing(at, count) {
  const other = (step) => ({ $ref: `#/components/schemas/Thing${(at + step) % count}` });
  const texts = Array.from({ length: 12 }, (_, index) => [
    `field_${index}`,
    { type: 'string', description: `What field ${index} of thing ${at} is about.`, maxLength: 100 },
  ]);
  return {
    type: 'object',
    required: ['id', 'field_0'],
    properties: {
      id: { type: 'integer', minimum: 1 },
      ...Object.fromEntries(texts),
      created_at: { type: 'string', format: 'date-time' },
      next: { anyOf: [other(1), { type: 'null' }] },
      parts: { type: 'array', items: other(7) },
      state: { enum: ['open', 'closed'] },
    },
  };
}

function reading(name, at) {
  const parameters = ['limit', 'after'].map((one) => ({
    name: one,
    in: 'query',
    schema: { type: 'string' },
  }));
  return {
    operationId: `list${at}`,
    parameters: [OWNER, ...parameters],
    responses: { 200: answer(name, at) },
  };
}

function writing(name, at) {
  const requestBody = {
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
  };
  return { operationId: `make${at}`, parameters: [OWNER], requestBody, responses: { 201: answer(name, at) } };
}

const OWNER = { name: 'owner', in: 'path', required: true, schema: { type: 'string' } };

function answer(name, at) {
  const example = {
    id: at + 1,
    field_0: 'text',
    created_at: '2026-03-20T08:00:00Z',
    next: null,
    parts: [],
    state: 'open',
  };
  return {
    description: 'Fine',
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` }, example } },
  };
}
