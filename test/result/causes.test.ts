import { describe, expect, test } from 'vitest';
import { CHECK_NAMES } from '../../src/check-titles.ts';
import { checkContract, toReport } from '../../src/index.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import { FROM_CAUSE_TO_EFFECT, withCauses } from '../../src/result/causes.ts';
import type { Finding } from '../../src/result/finding.ts';
import { identityOf } from '../../src/result/finding.ts';
import { foldFindings } from '../../src/result/fold-findings.ts';
import { some } from '../_some.ts';
import { exchange, finding, result } from '../report/_result.ts';

const PLACES = { list: '/notes', row: '/notes/*', id: '/notes/*/id' };
const [A, B, C, D] = [exchange('a'), exchange('b'), exchange('c'), exchange('d')];
const failing = (status: number) => {
  const one = exchange('no');
  return { ...one, response: { ...one.response!, status } };
};

/** A finding of a check, shown by some exchanges; its title is the check's name. */
function of(check: string, shows: readonly Finding['exchange'][], more: Partial<Finding> = {}): Finding {
  const [first, ...further] = shows;
  return finding({ check, title: check, pointer: '', exchange: first!, further, ...more });
}

/** What each finding follows from, by their checks. */
const causes = (...findings: Finding[]) =>
  withCauses(findings, () => PLACES).map(
    ({ check, follows }) => `${check} ${follows?.split('\n')[2] ?? '-'}`,
  );

test('every check that is ranked is one, and is ranked once', () => {
  expect(FROM_CAUSE_TO_EFFECT.filter((name) => !(CHECK_NAMES as readonly string[]).includes(name))).toEqual(
    [],
  );
  expect(new Set(FROM_CAUSE_TO_EFFECT).size).toBe(FROM_CAUSE_TO_EFFECT.length);
});

describe('what may follow from what', () => {
  test.each<[string, Finding[], string[]]>(
    some<[string, Finding[], string[]]>(
      [
        [
          'all that is said of an answer that cannot be read',
          [of('json', [A, B]), of('accepts', [A]), of('past-the-end', [B])],
          ['json -', 'accepts json', 'past-the-end json'],
        ],
        ['not of another answer', [of('json', [A]), of('accepts', [A, B])], ['json -', 'accepts -']],
        [
          'the nearest to the cause is named',
          [of('accepts', [A]), of('json', [A]), of('encoding', [A])],
          ['accepts encoding', 'json encoding', 'encoding -'],
        ],
        [
          'a server that fails more often than is kept',
          [
            of('server-error', [failing(502)], { count: 99 }),
            of('refuses', [failing(502)]),
            of('refuses', [failing(500)]),
          ],
          ['server-error -', 'refuses server-error', 'refuses -'],
        ],
        [
          'a status or media type that is not documented, of what was asked but not of rows',
          [of('media-type', [A, B]), of('refusal', [A]), of('total', [B]), of('refuses', [A])],
          ['media-type -', 'refusal media-type', 'total -', 'refuses -'],
        ],
        [
          'rows under the status of a failure, of a refusal that seems to be none',
          [of('envelope', [A]), of('refuses', [A]), of('refuses', [B])],
          ['envelope -', 'refuses envelope', 'refuses -'],
        ],
        [
          'pages of another size: of where the list ends',
          [of('past-the-end', [A]), of('page-size', [B]), of('has-more', [A])],
          ['past-the-end page-size', 'page-size -', 'has-more past-the-end'],
        ],
        [
          'a list that is none',
          [of('schema', [A], { pointer: '/notes' }), of('accepts', [A]), of('total', [A])],
          ['schema -', 'accepts schema', 'total -'],
        ],
        [
          'a value of a wrong form, of what is about this value',
          [of('time', [A], { pointer: '/notes/0/at' }), of('filter-sound', [B], { pointer: '/notes/7/at' })],
          ['time -', 'filter-sound time'],
        ],
        [
          'not of what is about another value',
          [
            of('schema', [A], { pointer: '/notes/0/at' }),
            of('filter-sound', [A], { pointer: '/notes/0/stars' }),
          ],
          ['schema -', 'filter-sound -'],
        ],
        [
          'rows without ids: nothing can tell them apart',
          [
            of('schema', [A], { pointer: '/notes/3/id' }),
            of('page-slices', [B]),
            of('filter-complete', [C]),
            of('total', [C]),
          ],
          ['schema -', 'page-slices schema', 'filter-complete schema', 'total -'],
        ],
        [
          'a page that repeats: what is shown by the same page, and filters that are held against the whole list',
          [of('page-disjoint', [A, B]), of('total', [C, B]), of('has-more', [D]), of('filter-complete', [C])],
          ['page-disjoint -', 'total page-disjoint', 'has-more -', 'filter-complete page-disjoint'],
        ],
        [
          'rows that change with each request: every relation of pages',
          [of('repeatable', [A]), of('page-slices', [B]), of('order', [C])],
          ['repeatable -', 'page-slices repeatable', 'order repeatable'],
        ],
        [
          'a filter that is ignored',
          [of('filter-sound', [A]), of('filter-complete', [A]), of('filter-bound', [B])],
          ['filter-sound -', 'filter-complete filter-sound', 'filter-bound -'],
        ],
        [
          'a credential stands for itself',
          [of('envelope', [A]), of('credential', [A])],
          ['envelope -', 'credential -'],
        ],
        ['so does a check of one’s own', [of('json', [A]), of('my-own', [A])], ['json -', 'my-own -']],
        [
          'nothing grave follows from something slight',
          [
            of('json', [A], { level: 'warning' }),
            of('accepts', [A]),
            of('accepts', [A], { level: 'warning' }),
          ],
          ['json -', 'accepts -', 'accepts json'],
        ],
        [
          'nothing from another operation',
          [of('page-disjoint', [A]), of('total', [A], { operation: 'getNote' })],
          ['page-disjoint -', 'total -'],
        ],
      ],
      4,
    ),
  )('%s', (_, findings, expected) => expect(causes(...findings)).toEqual(expected));
});

describe('folding', () => {
  const folded = (...findings: Finding[]) =>
    foldFindings(findings).map(({ root, followers }) =>
      [root.check, ...followers.map(({ check }) => check)].join(' '),
    );
  const root = of('json', [A]);
  const middle = of('page-disjoint', [A], { follows: identityOf(root) });
  const last = of('total', [A], { follows: identityOf(middle) });

  test.each<[string, Finding[], string[]]>([
    [
      'what follows stands under its root, also over another one',
      [last, root, middle],
      ['json total page-disjoint'],
    ],
    ['without its cause a finding stands for itself', [last, of('time', [A])], ['total', 'time']],
    [
      'a circle loses nothing',
      [of('a', [], { follows: identityOf(of('b', [])) }), of('b', [], { follows: identityOf(of('a', [])) })],
      ['a', 'b'],
    ],
    ['none', [], []],
  ])('%s', (_, findings, expected) => expect(folded(...findings)).toEqual(expected));

  test.each(
    some(
      [
        ['text', 1],
        ['markdown', 1],
        ['github', 1],
        ['html', 2],
        ['json', 2],
        ['junit', 2],
        ['sarif', 2],
      ] as const,
      4,
    ),
  )('%s shows the whole of so many of two: %i', (format, count) => {
    const two = [
      { ...root, expected: 'WANTED-1' },
      { ...of('total', [A]), expected: 'WANTED-2', follows: identityOf(root) },
    ];
    const shown = toReport(format, result([{ findings: two }]));
    expect(shown).toContain('WANTED-1');
    expect(shown.includes('WANTED-2')).toBe(count === 2);
    if (format === 'text')
      expect(shown).toMatch(/brings +1 more that may follow from it:\n +error {2}total {2}total\n/);
    if (format === 'markdown') expect(shown).toContain('1 more may follow from it');
    if (format === 'json') expect(JSON.parse(shown).specs[0].findings[1].follows).toBe(identityOf(root));
  });
});

describe('a run', () => {
  const folds = async (change: (body: any, url: URL) => Response) => {
    const mock = await createMock({ vendors: ['gptbots'], rows: 40, strictKeys: true });
    const { specs } = await checkContract({
      vendors: ['gptbots'],
      rows: 40,
      fetch: async (request) => {
        const response = await mock.fetch(request);
        return response.ok ? change(await response.json(), new URL(request.url)) : response;
      },
    });
    return foldFindings(specs.flatMap(({ findings }) => findings).filter(({ level }) => level === 'error'));
  };

  test('of a list whose rows have no id has one root', async () => {
    const [first, ...more] = await folds((body) => {
      for (const row of body.list) row.conversation_id = '';
      return Response.json(body);
    });
    expect(more.map(({ root }) => root.title)).toEqual([]);
    expect(first?.root.check).toBe('schema');
    expect(first?.followers.length).toBeGreaterThan(2);
  });

  test('of an operation that answers 500 has one root', async () => {
    const [first, ...more] = await folds((_body, url) =>
      url.searchParams.get('page_size') === '1'
        ? new Response('{"code":50000,"message":"no"}', {
            status: 500,
            headers: { 'content-type': 'application/json' },
          })
        : Response.json(_body),
    );
    expect(more.map(({ root }) => root.title)).toEqual([]);
    expect(first?.root.check).toBe('server-error');
  });
});
