import { withJson } from '../exchange.js';
import { getIn, setIn, writeField } from '../parsed-request.js';
import { asked, ofSuccess } from '../ways.js';

/** What leads on and back: the URLs of other pages, and the ids of rows. */

const shows = (word) => (context) => context.isMany && context.shows(word);
const isByRow = ({ list, isMany }) => isMany && typeof list.paging.cursor === 'object';
const takesBack = (context) => isByRow(context) && context.list.paging.reads.previousToken.length > 0;

/** Another URL in each place that has one. */
const url = (word, to) =>
  ofSuccess((answer, exchange, context) => {
    let { json } = answer;
    for (const { path } of context.list.paging.shows[word]) {
      const value = getIn(json, path);
      const other = to(value ?? undefined, exchange, context);
      if (other !== undefined) json = setIn(json, path, other);
    }
    return json === answer.json ? answer : withJson(answer, json);
  });
const withSkip = (text, { list }, change) => {
  const one = new URL(text);
  const [{ name }] = list.paging.reads.skip;
  const skip = change(Number(one.searchParams.get(name) ?? 0));
  one.searchParams.set(name, String(Math.max(0, skip)));
  return one.href;
};
const before = ({ list }) => list.paging.reads.previousToken[0];
const after = ({ list }) => list.paging.reads.token[0];
const has = (exchange, field) => new URL(exchange.asked.url).searchParams.has(field.name);
/** The rows that the request asks for, changed by what all rows are. */
const behind = (of, change) => async (exchange, context) => {
  if (!exchange.isSuccess || !has(exchange, of(context))) return undefined;
  const rows = change(exchange.answer.rows, await exchange.world(), exchange.slice());
  return rows && exchange.withRows(rows);
};
const placeOf = (all, row) => all.findIndex((one) => JSON.stringify(one) === JSON.stringify(row));

export const lead = [
  {
    name: 'next-link-of-the-same-page',
    about: "the next page's URL is that of the page that shows it",
    expects: ['next-link'],
    applies: shows('nextUrl'),
    change: url(
      'nextUrl',
      (value, exchange, context) => value && withSkip(value, context, (skip) => skip - exchange.slice().size),
    ),
  },
  {
    name: 'next-link-missing',
    about: 'no page has the URL of a next one',
    expects: ['next-link'],
    applies: shows('nextUrl'),
    change: url('nextUrl', (value) => (value === undefined ? undefined : null)),
  },
  {
    name: 'next-link-at-the-end',
    about: 'the last page has the URL of a next one',
    expects: ['next-link'],
    applies: shows('nextUrl'),
    change: url('nextUrl', (value, { asked: { url: own } }, context) =>
      value === undefined ? withSkip(own, context, (skip) => skip + 1) : undefined,
    ),
  },
  {
    name: 'next-link-skips-a-row',
    about: "the next page's URL leads a row too far",
    expects: ['next-link'],
    applies: shows('nextUrl'),
    change: url('nextUrl', (value, _, context) => value && withSkip(value, context, (skip) => skip + 1)),
  },
  {
    name: 'next-link-forgets-what-was-asked',
    about: "the next page's URL has neither filters nor order",
    expects: ['next-link'],
    applies: (context) => shows('nextUrl')(context) && context.list.filters.length > 0,
    change: url('nextUrl', (value, _, { list }) => {
      if (!value) return undefined;
      const one = new URL(value);
      const kept = [...list.paging.reads.skip, ...list.paging.reads.size].map(({ name }) => name);
      for (const name of [...one.searchParams.keys()])
        if (!kept.includes(name)) one.searchParams.delete(name);
      return one.href;
    }),
  },
  {
    name: 'previous-link-missing',
    about: 'no page has the URL of the one before',
    expects: ['previous'],
    applies: shows('previousUrl'),
    change: url('previousUrl', (value) => (value === undefined ? undefined : null)),
  },
  {
    name: 'previous-link-on-the-first-page',
    about: 'the first page has the URL of one before',
    expects: ['previous'],
    applies: shows('previousUrl'),
    change: url('previousUrl', (value, { asked: { url: own } }) => (value === undefined ? own : undefined)),
  },
  {
    name: 'previous-link-to-the-start',
    about: 'the URL of the page before leads to the first page',
    expects: ['previous'],
    applies: shows('previousUrl'),
    change: url('previousUrl', (value, _, context) => value && withSkip(value, context, () => 0)),
  },
  {
    name: 'after-with-the-row',
    about: 'behind a row comes that row again',
    expects: ['token', 'page-disjoint'],
    applies: isByRow,
    change: behind(
      after,
      ([first, ...rest], all) => first && [all[placeOf(all, first) - 1], first, ...rest.slice(0, -1)],
    ),
  },
  {
    name: 'after-skips-a-row',
    about: 'the row right behind a row is left out',
    expects: ['token'],
    applies: isByRow,
    change: behind(after, (rows, all, { size }) => {
      const place = placeOf(all, rows[0]) + 1;
      return rows.length === 0 ? undefined : all.slice(place, place + size);
    }),
  },
  {
    name: 'before-ignored',
    about: 'the rows before a row are the first page',
    expects: ['previous'],
    applies: takesBack,
    change: asked((request, exchange, context) =>
      has(exchange, before(context)) ? writeField(request, before(context), undefined) : undefined,
    ),
  },
  {
    name: 'before-in-reverse',
    about: 'the rows before a row come in reverse',
    expects: ['previous'],
    applies: takesBack,
    change: behind(before, (rows) => rows.toReversed()),
  },
  {
    name: 'last-id-of-another-row',
    about: 'what is shown as the id of the last row is that of the first',
    expects: ['token'],
    applies: (context) => isByRow(context) && context.shows('token'),
    change: ofSuccess((answer, _, { list }) => {
      if (answer.rows.length < 2) return answer;
      const [{ path }] = list.paging.shows.token;
      return withJson(answer, setIn(answer.json, path, answer.rows[0][list.paging.cursor.field]));
    }),
  },
];
