import { describe, expect, test } from 'vitest';
import type { CheckName } from '../../../src/contract/checks.ts';
import { some } from '../../_some.ts';
import {
  type Asked,
  askedOf,
  check,
  either,
  type Fetch,
  listOf,
  otherSpec,
  type Row,
  rightServer,
  said,
  serverOf,
  stateOf,
  withPages,
  withQuery,
} from './_servers.ts';

const FILTERS: readonly CheckName[] = [
  'filter-sound',
  'filter-complete',
  'filter-bound',
  'filter-nobody',
  'filter-together',
];

const RANGES = ['gptbots', 'cybotstar', 'tiny'];

/** The same document, its ranges without their ends. */
function exclusive(document: any): void {
  for (const filter of Object.values<any>(listOf(document).filters)) {
    if (!filter.minimum) continue;
    const { minimum, maximum } = filter;
    Object.assign(filter, { exclusiveMinimum: minimum, exclusiveMaximum: maximum, evidence: 'documented' });
    delete filter.minimum;
    delete filter.maximum;
  }
}

describe('the ends of a range are held against what is declared', () => {
  test.each(some(RANGES, 3))('they belong to it, and should not: %s', async (vendor) => {
    const found = await check(await otherSpec(vendor, exclusive), await rightServer(vendor), {
      only: ['filter-sound', 'filter-complete', 'filter-bound', 'filter-nobody'],
    });
    expect(said(found)).toEqual(['filter-bound: the end of a range belongs to it, and should not']);
  });

  test.each(some(RANGES, 3))('they do not belong to it, as declared: %s', async (vendor) => {
    const found = await check(await otherSpec(vendor, exclusive), await serverOf(vendor, exclusive));
    expect(said(found)).toEqual([]);
    expect(stateOf(found, 'check:filter-bound')).toBe('checked');
  });

  test('where it is only assumed, nothing is said of them', async () => {
    const server = await serverOf('gptbots', exclusive);
    const found = await check('gptbots', server, { asserted: 'documented', only: FILTERS });
    expect(said(found)).toEqual([]);
    expect(stateOf(found, 'check:filter-bound')).toBe('not-asserted: assumed');
    expect(stateOf(found, 'check:filter-sound')).toBe('checked');
    expect(stateOf(found, 'check:filter-complete')).toBe('checked');
  });
});

describe('one cause is one finding', () => {
  test('a filter that is ignored breaks nothing together with another', async () => {
    const found = await check('gptbots', await without('gptbots', 'user_id'), {
      only: [...FILTERS, 'total'],
    });
    expect(said(found).toSorted()).toEqual([
      'filter-nobody: a filter that nothing matches gives rows',
      'filter-sound: a filter is ignored: every row comes',
    ]);
    expect(stateOf(found, 'check:filter-together')).toBe('checked');
  });

  test('a total that is wrong of every list is not one of each filter too', async () => {
    const server = withPages(await rightServer('gptbots'), 'list', (rows, _, body) => {
      body.total += 1;
      return rows;
    });
    expect(said(await check('gptbots', server, { only: [...FILTERS, 'total'] }))).toEqual([
      'total: /total is not the number of rows',
    ]);
  });

  test('times in another unit are no fault of the filter by time', async () => {
    const server = withPages(await rightServer('gptbots'), 'list', (rows) =>
      rows.map((row) => ({ ...row, recent_chat_time: Math.floor(Number(row.recent_chat_time) / 1000) })),
    );
    const found = await check('gptbots', server, { only: [...FILTERS, 'time'] });
    expect(found.findings.map(({ check: name }) => name)).toEqual(['time']);
  });
});

/** The words of each finding; that whatever breaks a filter is found is for the mutants to show. */
describe('what is wrong is said', () => {
  const isFiltered = ({ stars, kind }: Asked) => [stars !== undefined, kind !== undefined && kind !== 'all'];
  const changedPages = async (change: (rows: Row[], asked: Asked, body: any) => Row[]) =>
    withPages(await rightServer('tiny'), 'notes', change);
  const refuse = () => Response.json({ problem: 'no' }, { status: 400 });

  test.each<[CheckName, string, () => Promise<Fetch>]>(
    some<[CheckName, string, () => Promise<Fetch>]>(
      [
        [
          'filter-complete',
          'rows that match the filter are missing',
          () => changedPages((rows, asked) => (isFiltered(asked)[0] ? rows.slice(1) : rows)),
        ],
        [
          'filter-complete',
          'a filtered list has rows that the whole list does not have',
          () =>
            changedPages((rows, asked) =>
              isFiltered(asked)[1] ? rows : rows.filter(({ kind }) => kind !== 'b'),
            ),
        ],
        [
          'filter-nobody',
          'a filter that nothing matches is refused',
          async () => {
            const fetch = await rightServer('tiny');
            return async (request) => {
              const response = await fetch(request);
              const { total }: any = await response.clone().json();
              return total === 0 && isFiltered(await askedOf(request))[0] ? refuse() : response;
            };
          },
        ],
        [
          'filter-together',
          'two filters together do not give what matches both',
          async () =>
            either(await rightServer('tiny'), await without('tiny', 'kind'), (asked) =>
              isFiltered(asked).every(Boolean),
            ),
        ],
        [
          'filter-bound',
          'the end of a range does not belong to it',
          async () => {
            const fetch = await rightServer('tiny');
            return (request) =>
              fetch(
                withQuery(request, (query) => {
                  const since = query.get('since');
                  if (since) query.set('since', String(Number(since) + 1));
                }),
              );
          },
        ],
        [
          'total',
          'the total of a filtered list is not the number of its rows',
          () =>
            changedPages((rows, asked, body) => {
              if (isFiltered(asked)[0]) body.total += 1;
              return rows;
            }),
        ],
      ],
      3,
    ),
  )('%s: %s', async (by, title, server) => {
    const found = await check('tiny', await server(), { only: [by] });
    expect(said(found)).toContain(`${by}: ${title}`);
    expect(new Set(found.findings.map(({ check: name }) => name))).toEqual(new Set([by]));
  });
});

/** A server that does not know of a filter. */
function without(vendor: string, field: string): Promise<Fetch> {
  return serverOf(vendor, (document) => {
    delete listOf(document).filters[field];
  });
}
