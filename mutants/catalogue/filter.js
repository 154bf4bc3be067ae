import { withJson } from '../exchange.js';
import { failureAnswer } from '../failures.js';
import { freeValue, shownIn, timeOf, wantedBy, withoutFilter } from '../filters.js';
import { getIn, readField, setIn, writeField } from '../parsed-request.js';
import { cut, ignoring } from '../ways.js';

/** Filters that let through what they must not, or keep back what they must let through. */

const targetsWhere = (fits) => (context) =>
  context.isMany
    ? context.filters
        .filter((filter) => fits(filter, context))
        .map((filter) => ({ label: filter.label, filter }))
    : [];
const isHidden = ({ field }, { fields }) => !fields.some(({ path }) => path.join('/') === field);
/** Filters on fields that rows show. */
const filtersWhere = (fits) =>
  targetsWhere((filter, context) => !isHidden(filter, context) && fits(filter, context));
/** Filters on fields that no row shows: one row stands in one part of the list. */
const hiddenWhere = (fits) =>
  targetsWhere((filter, context) => isHidden(filter, context) && fits(filter, context));
const isFree = (filter, context) => freeValue(context, filter) !== undefined;
/** Of a closed set each value has rows, unless another filter takes them. */
const mayMatchNobody = (filter, context) =>
  isFree(filter, context) && (filter.schema.enum === undefined || context.filters.length > 1);
const RANGES = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'];
const isRange = ({ test }) => RANGES.includes(test);
/** Whether the row exactly at the end of a range belongs to it. */
const hasEnd = ({ test }) => test === 'minimum' || test === 'maximum';
const isBegin = ({ test }) => test === 'minimum' || test === 'exclusiveMinimum';
const textOf = (row, { field }) => String(shownIn(row, { field }) ?? '');

/** Where a request switches a constant filter on. */
function flagOf({ list }) {
  return list.filters.find(({ constants }) => constants.length > 0)?.when[0].place;
}

/** Another set of rows for a request that filters; pages and words are cut of it. */
const other = (rowsOf) => async (exchange, context) => {
  const { filter } = exchange.target;
  if (!exchange.isSuccess) return undefined;
  const wanted = wantedBy(context, exchange.asked, filter);
  if (wanted === undefined) return undefined;
  const rows = await rowsOf({ wanted, filter, exchange, context });
  return rows && paged(rows, exchange);
};
const paged = (all, exchange) => {
  const { page, size } = exchange.slice();
  const { rows, ...words } = cut(all, page, size);
  return exchange.withRows(rows, words);
};
const everything = ({ filter, exchange, context }) =>
  exchange.world(withoutFilter(context, exchange.asked, filter));
const keyOf = (row) => JSON.stringify(row);

/** Filters of two fields that can be used together. */
function twoFilters(context) {
  const fields = [
    ...new Set(context.filters.filter((one) => isFree(one, context)).map(({ field }) => field)),
  ];
  const [first, second] = fields.map((name) => context.filters.find(({ field }) => field === name));
  return context.isMany && second
    ? [{ label: `${first.label}, ${second.label}`, filter: first, second }]
    : [];
}

function isFilteredByBoth({ isSuccess, asked, target: { filter, second } }, context) {
  return isSuccess && [filter, second].every((one) => wantedBy(context, asked, one) !== undefined);
}

export const filter = [
  {
    name: 'filter-ignored',
    about: 'a filter has no effect',
    expects: ['filter-sound'],
    targets: filtersWhere(isFree),
    change: other(everything),
  },
  {
    name: 'filter-stuck',
    about: 'whatever a filter asks for, the rows of its first value come',
    expects: ['filter-sound'],
    targets: filtersWhere((filter) => Array.isArray(filter.schema.enum)),
    change: other(({ wanted, filter, exchange }) => {
      const stuck = filter.schema.enum.find((value) => value !== filter.any);
      return wanted === stuck ? undefined : exchange.world(writeField(exchange.asked, filter.from, stuck));
    }),
  },
  {
    name: 'filter-inverted',
    about: 'a filter gives the rows that do not match',
    expects: ['filter-sound'],
    targets: filtersWhere(isFree),
    change: other(async (given) => {
      const matching = new Set((await given.exchange.world()).map(keyOf));
      return (await everything(given)).filter((row) => !matching.has(keyOf(row)));
    }),
  },
  {
    name: 'filter-lets-one-through',
    about: 'a filter gives one row more, which does not match',
    expects: ['filter-sound', 'filter-nobody'],
    targets: filtersWhere(isFree),
    change: other(async (given) => {
      const rows = await given.exchange.world();
      const matching = new Set(rows.map(keyOf));
      const stranger = (await everything(given)).find((row) => !matching.has(keyOf(row)));
      return stranger && [...rows, stranger];
    }),
  },
  {
    name: 'filter-loses-the-first',
    about: 'a filter loses the first row that matches',
    expects: ['filter-complete', 'filter-bound'],
    targets: filtersWhere(isFree),
    change: other(async ({ exchange }) => (await exchange.world()).slice(1)),
  },
  {
    name: 'filter-loses-the-last',
    about: 'a filter loses the last row that matches',
    expects: ['filter-complete', 'filter-bound'],
    targets: filtersWhere(isFree),
    change: other(async ({ exchange }) => (await exchange.world()).slice(0, -1)),
  },
  {
    name: 'filter-finds-nothing',
    about: 'a filter never finds anything',
    expects: ['filter-complete'],
    targets: filtersWhere(isFree),
    change: other(() => []),
  },
  {
    name: 'filter-of-the-page',
    about: 'a page is cut first and filtered then',
    expects: ['page-size', 'filter-complete', 'total'],
    targets: filtersWhere((filter, context) => isFree(filter, context) && context.isPaged),
    change: async (exchange, context) => {
      const { filter } = exchange.target;
      if (!exchange.isSuccess || wantedBy(context, exchange.asked, filter) === undefined) return undefined;
      const matching = new Set((await exchange.world()).map(keyOf));
      const { page, size } = exchange.slice();
      const { rows, ...words } = cut(await everything({ filter, exchange, context }), page, size);
      return exchange.withRows(
        rows.filter((row) => matching.has(keyOf(row))),
        words,
      );
    },
  },
  {
    name: 'filter-forgotten-on-page-two',
    about: 'a filter is forgotten from the second page on',
    expects: ['filter-sound'],
    targets: filtersWhere((filter, context) => isFree(filter, context) && context.isPaged),
    change: async (exchange, context) => {
      const { filter } = exchange.target;
      if (!exchange.isSuccess || wantedBy(context, exchange.asked, filter) === undefined) return undefined;
      const { page, size } = exchange.slice();
      if (page === 1) return undefined;
      return exchange.withRows(cut(await everything({ filter, exchange, context }), page, size).rows);
    },
  },
  {
    name: 'total-ignores-the-filter',
    about: 'the total under a filter is that of all rows',
    expects: ['total', 'filter-complete'],
    targets: filtersWhere((filter, context) => isFree(filter, context) && context.shows('total')),
    change: async (exchange, context) => {
      const { filter } = exchange.target;
      if (!exchange.isSuccess || wantedBy(context, exchange.asked, filter) === undefined) return undefined;
      return exchange.withRows(exchange.answer.rows, {
        total: (await everything({ filter, exchange, context })).length,
      });
    },
  },
  {
    name: 'nobody-gives-everything',
    about: 'a filter that nothing matches gives everything',
    expects: ['filter-nobody', 'filter-sound', 'filter-together'],
    targets: filtersWhere(mayMatchNobody),
    change: other(async (given) =>
      (await given.exchange.world()).length > 0 ? undefined : everything(given),
    ),
  },
  {
    name: 'nobody-is-refused',
    about: 'a filter that nothing matches is refused',
    expects: ['filter-nobody', 'accepts'],
    targets: filtersWhere(mayMatchNobody),
    change: async (exchange, context) => {
      const { filter } = exchange.target;
      if (!exchange.isSuccess || wantedBy(context, exchange.asked, filter) === undefined) return undefined;
      return (await exchange.world()).length > 0
        ? undefined
        : failureAnswer(context, 'invalid-parameter', filter.from.name);
    },
  },
  {
    name: 'nobody-fails',
    about: 'a filter that nothing matches makes the server fail',
    expects: ['filter-nobody', 'server-error'],
    targets: filtersWhere(isFree),
    change: async (exchange, context) => {
      const { filter } = exchange.target;
      if (!exchange.isSuccess || wantedBy(context, exchange.asked, filter) === undefined) return undefined;
      return (await exchange.world()).length > 0 ? undefined : { ...exchange.answer, status: 500 };
    },
  },
  {
    name: 'filters-or-ed',
    about: 'two filters give what matches one of them',
    expects: ['filter-together', 'filter-sound'],
    targets: twoFilters,
    change: async (exchange, context) => {
      const { filter, second } = exchange.target;
      const { asked } = exchange;
      if (!isFilteredByBoth(exchange, context)) return undefined;
      const one = await exchange.world(withoutFilter(context, asked, second));
      const two = await exchange.world(withoutFilter(context, asked, filter));
      const either = new Set([...one, ...two].map(keyOf));
      const all = await exchange.world(withoutFilter(context, withoutFilter(context, asked, filter), second));
      return paged(
        all.filter((row) => either.has(keyOf(row))),
        exchange,
      );
    },
  },
  {
    name: 'last-filter-wins',
    about: 'of two filters only the second has an effect',
    expects: ['filter-together', 'filter-sound'],
    targets: twoFilters,
    change: async (exchange, context) => {
      const { filter } = exchange.target;
      const { asked } = exchange;
      if (!isFilteredByBoth(exchange, context)) return undefined;
      return paged(await exchange.world(withoutFilter(context, asked, filter)), exchange);
    },
  },
  {
    name: 'bound-exclusive',
    about: 'the end of a range does not belong to it',
    expects: ['filter-bound'],
    targets: filtersWhere(hasEnd),
    change: other(async ({ wanted, filter, exchange, context }) => {
      const bound = timeOf(context, filter, wanted)?.ms;
      return (await exchange.world()).filter(
        (row) => timeOf(context, filter, shownIn(row, filter))?.ms !== bound,
      );
    }),
  },
  {
    name: 'bound-inclusive',
    about: 'the end of a range belongs to it although it should not',
    expects: ['filter-bound', 'filter-sound'],
    targets: filtersWhere((filter) => isRange(filter) && !hasEnd(filter)),
    change: other(async (given) => {
      const { wanted, filter, exchange, context } = given;
      const bound = timeOf(context, filter, wanted)?.ms;
      const matching = new Set((await exchange.world()).map(keyOf));
      return (await everything(given)).filter(
        (row) => matching.has(keyOf(row)) || timeOf(context, filter, shownIn(row, filter))?.ms === bound,
      );
    }),
  },
  {
    name: 'bound-off-by-a-day',
    about: 'a range is a day longer than asked for',
    expects: ['filter-sound'],
    targets: filtersWhere(isRange),
    change: other(({ wanted, filter, exchange, context }) => {
      const { ms, format } = timeOf(context, filter, wanted);
      const moved = JSON.parse(format.write(ms + (isBegin(filter) ? -86_400_000 : 86_400_000)));
      return exchange.world(writeField(exchange.asked, filter.from, moved));
    }),
  },
  {
    name: 'bound-in-another-unit',
    about: 'the end of a range in milliseconds is read as seconds',
    expects: ['filter-sound', 'filter-complete'],
    targets: filtersWhere(
      (filter) => isRange(filter) && [filter.schema['x-confab']?.time].flat().includes('epoch-ms'),
    ),
    change: other(async (given) => {
      const { wanted, filter, context } = given;
      const bound = timeOf(context, filter, wanted).ms * 1000;
      const ms = (row) => timeOf(context, filter, shownIn(row, filter)).ms;
      const rows = await everything(given);
      return rows.filter((row) => (isBegin(filter) ? ms(row) >= bound : ms(row) <= bound));
    }),
  },
  {
    name: 'bounds-swapped',
    about: 'the beginning of a range is read as its end',
    expects: ['filter-sound', 'filter-complete'],
    targets: filtersWhere((filter) => isRange(filter) && isBegin(filter)),
    change: other(async (given) => {
      const { wanted, filter, context } = given;
      const bound = timeOf(context, filter, wanted).ms;
      return (await everything(given)).filter(
        (row) => timeOf(context, filter, shownIn(row, filter)).ms <= bound,
      );
    }),
  },
  {
    name: 'equals-as-part',
    about: 'a filter for a value also gives what begins like it',
    expects: ['filter-sound', 'filter-together'],
    targets: filtersWhere(
      ({ test, schema }, context) =>
        test === 'equals' &&
        schema.enum === undefined &&
        context.fields.some(({ name, hints }) => name === 'user_id' && hints.from),
    ),
    change: other(async (given) =>
      (await everything(given)).filter((row) =>
        textOf(row, given.filter).startsWith(String(given.wanted).slice(0, 2)),
      ),
    ),
  },
  {
    name: 'contains-is-case-sensitive',
    about: 'a search for a text heeds letter case',
    expects: ['filter-complete'],
    targets: filtersWhere(({ test }) => test === 'contains'),
    change: other(async ({ wanted, filter, exchange }) =>
      (await exchange.world()).filter((row) => textOf(row, filter).includes(wanted)),
    ),
  },
  {
    name: 'contains-is-equals',
    about: 'a search for a text finds only what is that text as a whole',
    expects: ['filter-complete'],
    targets: filtersWhere(({ test }) => test === 'contains'),
    change: other(async ({ wanted, filter, exchange }) =>
      (await exchange.world()).filter((row) => textOf(row, filter) === wanted),
    ),
  },
  {
    name: 'contains-is-starts-with',
    about: 'a search for a text finds only what begins with it',
    expects: ['filter-complete'],
    targets: filtersWhere(({ test }) => test === 'contains'),
    change: other(async ({ wanted, filter, exchange }) =>
      (await exchange.world()).filter((row) =>
        textOf(row, filter).toLowerCase().startsWith(wanted.toLowerCase()),
      ),
    ),
  },
  {
    name: 'only-the-first-of-a-list',
    about: 'of a list of wanted values only the first counts',
    expects: ['filter-complete'],
    targets: filtersWhere(
      ({ schema, test }, { spec }) => test === 'equals' && spec.schemas.types(schema).includes('array'),
    ),
    change: other(({ wanted, filter, exchange }) =>
      Array.isArray(wanted) && wanted.length > 1
        ? exchange.world(writeField(exchange.asked, filter.from, wanted.slice(0, 1)))
        : undefined,
    ),
  },
  {
    name: 'hidden-filter-ignored',
    about: 'a filter on a field that no row shows has no effect',
    expects: ['filter-complete'],
    targets: hiddenWhere(isFree),
    change: other(everything),
  },
  {
    name: 'hidden-filter-loses-a-row',
    about: 'a filter on a field that no row shows keeps back a row of each value',
    expects: ['filter-complete'],
    targets: hiddenWhere(isFree),
    change: other(async ({ exchange }) => (await exchange.world()).slice(1)),
  },
  {
    name: 'hidden-filter-lets-one-through',
    about: 'a filter on a field that no row shows gives one row of another value, too',
    expects: ['filter-complete'],
    targets: hiddenWhere(isFree),
    change: other(async (given) => {
      const rows = await given.exchange.world();
      const matching = new Set(rows.map(keyOf));
      const stranger = (await everything(given)).find((row) => !matching.has(keyOf(row)));
      return stranger && [stranger, ...rows];
    }),
  },
  {
    name: 'flag-ignored',
    about: 'a flag that switches a constant filter on is not read',
    expects: ['filter-sound'],
    applies: (context) => context.isMany && flagOf(context) !== undefined,
    change: ignoring(flagOf),
  },
  {
    name: 'condition-ignored',
    about: 'a filter works although what switches it on is off',
    expects: ['filter-complete', 'filter-sound'],
    targets: filtersWhere(({ when }) => when.length > 0),
    change: async (exchange, context) => {
      const { filter } = exchange.target;
      const given = readField(exchange.asked, filter.from);
      if (!exchange.isSuccess || !given || wantedBy(context, exchange.asked, filter) !== undefined)
        return undefined;
      const on = filter.when.reduce(
        (known, { place, value }) => writeField(known, place, value),
        exchange.asked,
      );
      return paged(await exchange.world(on), exchange);
    },
  },
  {
    name: 'any-gives-nothing',
    about: 'the value that asks for no filter gives nothing',
    expects: ['filter-complete'],
    targets: filtersWhere(({ any }) => any !== undefined && !Array.isArray(any)),
    change: (exchange, _) =>
      exchange.isSuccess &&
      readField(exchange.asked, exchange.target.filter.from) === exchange.target.filter.any
        ? paged([], exchange)
        : undefined,
  },
  {
    name: 'whole-lacks-a-part',
    about: 'rows of one value come only to those who filter for it',
    expects: ['filter-complete'],
    targets: filtersWhere(
      (filter, context) =>
        filter.test === 'equals' && Array.isArray(filter.schema.enum) && isFree(filter, context),
    ),
    change: async (exchange, context) => {
      const { filter } = exchange.target;
      if (!exchange.isSuccess || wantedBy(context, exchange.asked, filter) !== undefined) return undefined;
      const all = await exchange.world();
      const hidden = shownIn(all.at(-1), filter);
      return paged(
        all.filter((row) => shownIn(row, filter) !== hidden),
        exchange,
      );
    },
  },
  {
    name: 'filter-echo',
    about: 'the answer shows another value than was asked for',
    expects: ['filter-sound', 'page-echo'],
    targets: filtersWhere(({ shows }) => shows.length > 0),
    change: (exchange) => {
      if (!exchange.isSuccess) return undefined;
      const { json } = exchange.answer;
      const [{ path }] = exchange.target.filter.shows;
      return withJson(exchange.answer, setIn(json, path, `${getIn(json, path)}0`));
    },
  },
];
