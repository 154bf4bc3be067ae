import { file } from './_tiny.ts';

const content = (schema: object) => ({ 'application/json': { schema } });
const PET = { $ref: '#/components/schemas/Pet' };

/** A document of plain OpenAPI, without a word of ours, an example or a default; `change` edits it before use. */
export function petsFile(change: (document: any) => void = () => {}): Promise<string> {
  const byId = [{ name: 'petId', in: 'path', required: true, schema: { type: 'integer' } }];
  const document = {
    openapi: '3.0.3',
    info: { title: 'Pets', version: '1' },
    servers: [{ url: 'https://pets.example/v1' }],
    paths: {
      '/pets': {
        get: {
          operationId: 'listPets',
          parameters: [
            { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100 } },
            { name: 'kind', in: 'query', schema: { type: 'string', enum: ['cat', 'dog'] } },
          ],
          responses: {
            '200': { description: 'Some', content: content({ type: 'array', items: PET }) },
            default: { description: 'No', content: content({ $ref: '#/components/schemas/Error' }) },
          },
        },
        head: {
          operationId: 'countPets',
          responses: {
            '200': {
              description: 'How many',
              headers: { 'X-Total': { required: true, schema: { type: 'integer', minimum: 0 } } },
            },
          },
        },
        post: {
          operationId: 'addPet',
          requestBody: { required: true, content: content(PET) },
          responses: { '201': { description: 'Made' } },
        },
      },
      '/pets/{petId}': {
        get: {
          operationId: 'loadPet',
          parameters: byId,
          responses: {
            '200': { description: 'It', content: content(PET) },
            '404': { description: 'None' },
          },
        },
        delete: { operationId: 'removePet', parameters: byId, responses: { '204': { description: 'Gone' } } },
      },
      '/login': {
        get: {
          operationId: 'login',
          responses: {
            '302': { description: 'Elsewhere', headers: { Location: { schema: { type: 'string' } } } },
          },
        },
      },
    },
    components: {
      schemas: {
        Pet: {
          type: 'object',
          required: ['id', 'name'],
          properties: {
            id: { type: 'integer' },
            name: { type: 'string' },
            tag: { type: 'string', nullable: true },
          },
        },
        Error: { type: 'object', required: ['message'], properties: { message: { type: 'string' } } },
      },
    },
  };
  change(document);
  return file('pets.yaml', document);
}
