import { describe, expect, test } from 'vitest';
import type { CheckName } from '../../../src/contract/checks.ts';
import type { JsonObject } from '../../../src/spec/json.ts';
import { some } from '../../_some.ts';
import {
  check,
  either,
  type Fetch,
  ITEMS,
  listOf,
  otherSpec,
  rightServer,
  rowsOf,
  said,
  serverOf,
  stateOf,
  withPages,
  withQuery,
} from './_servers.ts';

/** What filters and orders cannot be held against, and that it is said. */

const FILTERS: readonly CheckName[] = [
  'filter-sound',
  'filter-complete',
  'filter-bound',
  'filter-nobody',
  'filter-together',
];
const ONLY: readonly CheckName[] = [
  ...FILTERS,
  'order',
  'order-request',
  'total',
  'repeatable',
  'page-disjoint',
];
const VENDORS = ['alibaba', 'cybotstar', 'gptbots', 'tiny'];

describe('a list that keeps its contract', () => {
  test.each(
    some(
      VENDORS.flatMap((vendor) => [0, 1, 2, 5].map((rows) => ({ vendor, rows }))),
      7,
    ),
  )('$vendor with $rows rows: no finding, and what is not seen is explained', async ({ vendor, rows }) => {
    const found = await check(vendor, await serverOf(vendor, undefined, { rows }), { only: ONLY });
    expect(said(found)).toEqual([]);
    expect(unexplained(found.ledger)).toEqual([]);
  });

  test.each(some(VENDORS.flatMap((vendor) => [1, 2].map((maxPages) => ({ vendor, maxPages }))).reverse(), 4))(
    '$vendor, $maxPages pages of it: no finding',
    async ({ vendor, maxPages }) => {
      const found = await check(vendor, await rightServer(vendor), { only: ONLY, maxPages });
      expect(said(found)).toEqual([]);
      expect(unexplained(found.ledger)).toEqual([]);
    },
  );
});

test('of a list that is not walked to its end, rows that do not match are seen all the same', async () => {
  const server = await serverOf('gptbots', (document) => {
    delete listOf(document).filters.user_id;
  });
  expect(said(await check('gptbots', server, { only: FILTERS, maxPages: 1 }))).toContain(
    'filter-sound: rows do not match the filter',
  );
});

test('nothing is asked for the sake of an assumption that is not asserted', async () => {
  const found = await check('alibaba', await rightServer('alibaba'), { only: ONLY, asserted: 'documented' });
  expect(said(found)).toEqual([]);
  for (const name of ['order', 'order-request', ...FILTERS])
    expect([name, stateOf(found, `check:${name}`)]).toEqual([name, 'not-asserted: assumed']);
  expect(stateOf(found, 'parameter:query/keyword')).toBe('not-asserted: assumed');
});

describe('a filter by a field that rows do not show', () => {
  const hidden = (document: any) => {
    const { Note } = document.components.schemas;
    const { kind, stars, ...properties } = Note.properties;
    document.components.schemas.Line = { ...Note, required: ['id', 'title', 'written'], properties };
    Note.required.push('kind');
    const { schema } = document.paths['/notes'].get.responses['200'].content['application/json'];
    schema.properties.notes.items = { $ref: '#/components/schemas/Line' };
  };

  test('is held against the parts that it makes', async () => {
    const found = await check(await otherSpec('tiny', hidden), await serverOf('tiny', hidden), {
      only: FILTERS,
    });
    expect(said(found)).toEqual([]);
    expect(stateOf(found, 'check:filter-complete')).toBe('checked');
    expect(stateOf(found, 'check:filter-nobody')).toBe('checked');
    expect(stateOf(found, 'enum:query/kind=b')).toBe('checked');
  });

  test('two values that give the same rows are seen', async () => {
    const right = await serverOf('tiny', hidden);
    const server: Fetch = (request) =>
      right(withQuery(request, (query) => query.get('kind') === 'b' && query.set('kind', 'a')));
    expect(said(await check(await otherSpec('tiny', hidden), server, { only: FILTERS }))).toEqual([
      'filter-complete: a row matches two values of a filter',
    ]);
  });

  test('parts that do not add up are seen', async () => {
    const right = await serverOf('tiny', hidden);
    const server = withPages(right, 'notes', (rows, { kind }) => (kind === 'b' ? [] : rows));
    expect(said(await check(await otherSpec('tiny', hidden), server, { only: ['filter-complete'] }))).toEqual(
      ['filter-complete: the parts that a filter gives do not add up to the whole'],
    );
  });

  test('that alone is said to be blind', async () => {
    const only = (document: any) => {
      hidden(document);
      listOf(document).filters = { stars: { equals: '$request.query.stars' } };
    };
    const found = await check(await otherSpec('tiny', only), await serverOf('tiny', only), { only: FILTERS });
    const { reason, detail } = found.ledger.find(({ name }) => name === 'filter-sound') ?? {};
    expect([reason, detail]).toEqual(['not-declared', 'rows do not show stars']);
  });
});

describe('rows that come in while a service is looked at', () => {
  test.each(some([20, 3, 8, 33], 4))('after %i requests: nothing is broken', async (calm) => {
    const rows = (await rowsOf('gptbots')) as JsonObject[];
    const before = await serverOf('gptbots', undefined, { rows: { gptbots: rows.slice(4) } });
    const after = await serverOf('gptbots', undefined, { rows: { gptbots: rows } });
    let count = 0;
    const server = either(before, after, () => {
      count += 1;
      return count > calm;
    });
    const found = await check('gptbots', server, { only: ONLY, live: true });
    expect(said(found)).toEqual([]);
  });

  test('what is broken on rows that stand still is broken on a service too', async () => {
    const server = withPages(await rightServer('gptbots'), ITEMS.gptbots as string, (rows, asked) =>
      asked.user_id ? rows.slice(1) : rows,
    );
    expect(said(await check('gptbots', server, { only: ['filter-complete'], live: true }))).toEqual([
      'filter-complete: rows that match the filter are missing',
    ]);
  });
});

type Entries = Awaited<ReturnType<typeof check>>['ledger'];

function unexplained(ledger: Entries): string[] {
  return ledger
    .filter(
      ({ kind, name, reason }) =>
        kind === 'check' && ONLY.includes(name as CheckName) && reason === 'not-reached',
    )
    .map(({ operation, name }) => `${operation} ${name}`);
}
