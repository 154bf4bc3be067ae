import { expect, test } from 'vitest';
import { checkContract } from '../../src/check-contract.ts';
import { some } from '../_some.ts';
import { file } from '../_tiny.ts';
import { ITEM, plainDocument } from '../spec/recognise/_plain.ts';

const TEXT = { type: 'string' };
const NUMBER = { type: 'integer' };
const URL = { type: ['string', 'null'], format: 'uri' };
const TOKEN_FLOW = { implicit: { authorizationUrl: 'https://example.com/auth', scopes: {} } };
const OAUTH = { type: 'oauth2', flows: TOKEN_FLOW };

/** A plain list with a requirement of security. */
function secured(security: object[], schemes: object) {
  const document = plainDocument() as any;
  document.paths['/things'].get.security = security;
  document.components.securitySchemes = schemes;
  return document;
}

/** A plain list whose only documented answer is a page. */
function silentAboutRefusals(given: Parameters<typeof plainDocument>[0]) {
  const document = plainDocument(given) as any;
  delete document.paths['/things'].get.responses.default;
  return document;
}

const BATCH_ITEM = {
  type: 'object',
  required: ['batch_id', 'thing_id'],
  properties: {
    batch_id: { ...TEXT, maxLength: 3, pattern: '^.*$' },
    thing_id: { ...TEXT, maxLength: 30, pattern: '^.*$' },
  },
};

test.each<[string, () => object]>(
  some<[string, () => object]>(
    [
      [
        'a token that the list did not give, where no refusal is documented',
        () => silentAboutRefusals({ query: { cursor: TEXT, limit: NUMBER }, beside: { next_cursor: TEXT } }),
      ],
      [
        'a key that is wrong, where any token of an authorization server would do',
        () =>
          secured([{ key: [] }, { oauth: [] }], { key: { type: 'http', scheme: 'Bearer' }, oauth: OAUTH }),
      ],
      [
        'two schemes at once whose token is the same header',
        () => secured([{ oauth: [], other: [] }], { oauth: OAUTH, other: OAUTH }),
      ],
      [
        'URLs both ways by one parameter, which alone shows tokens to nobody',
        () =>
          plainDocument({
            query: { PageToken: TEXT, PageSize: NUMBER },
            beside: { next_page_url: URL, previous_page_url: URL },
          }),
      ],
      [
        'a page behind a token that is a UUID, where only the URL of the next page shows one',
        () =>
          plainDocument({
            query: { 'page[after]': { ...TEXT, format: 'uuid' }, 'page[size]': NUMBER },
            beside: { links: { type: 'object', properties: { next: URL } } },
          }),
      ],
      [
        'the URL of a next page that no parameter could tell',
        () => plainDocument({ query: { limit: NUMBER }, beside: { next: URL } }),
      ],
      ['the id of what many rows belong to', () => batch()],
      [
        'what is called like the only id, and cannot be made as one',
        () =>
          plainDocument({
            query: { page: NUMBER, limit: NUMBER },
            beside: { total: NUMBER },
            item: {
              type: 'object',
              required: ['siteId'],
              properties: { siteId: { ...TEXT, maxLength: 4, pattern: '^[a-c]{1,4}$' }, name: TEXT },
            },
          }),
      ],
      [
        'a time without a format in what is answered to a request that makes a row',
        () => {
          const created = {
            ...ITEM,
            properties: { ...ITEM.properties, created_at: { ...TEXT, example: '2026-01-31T12:30:59Z' } },
          };
          const thing = { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } };
          const document = plainDocument({ item: created }) as any;
          document.paths['/things'].post = {
            operationId: 'make',
            responses: { 201: { description: 'Made', content: thing } },
          };
          return document;
        },
      ],
    ],
    4,
  ),
)('a check of the mock finds nothing: %s', async (_, document) => {
  const { specs } = await checkContract({ vendors: [await file('plain.json', document())] });
  const errors = specs.flatMap(({ findings }) => findings.filter(({ level }) => level === 'error'));
  expect(errors.map(({ check, title, actual }) => `${check}: ${title}: ${actual}`)).toEqual([]);
});

function batch() {
  const document = plainDocument({ item: BATCH_ITEM }) as any;
  const text = JSON.stringify(document).replaceAll('schemas/Thing', 'schemas/batch_things');
  const renamed = JSON.parse(text);
  renamed.components.schemas = { batch_things: renamed.components.schemas.Thing };
  return renamed;
}
