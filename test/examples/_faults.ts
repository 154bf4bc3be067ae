import type { Answer, Call } from '../contract/_true.ts';
import type { Fault, Row, Shown } from './_service.ts';

/** What servers of lists get wrong, each with the services that can, and the checks of which one has to say it. */
export interface Broken {
  readonly about: string;
  readonly of: readonly string[];
  readonly expects: readonly string[];
  readonly make: () => Fault;
}

const ALL = ['stripe', 'slack', 'gitlab', 'anthropic', 'netbox', 'youtube', 'spring'];
/** What leads on is a token or a URL that may be missing. */
const LED = ['slack', 'gitlab', 'netbox', 'youtube'];
const LINKS = ['gitlab', 'netbox'];
const BY_ROW = ['stripe', 'anthropic'];
const BACK = ['stripe', 'gitlab', 'anthropic', 'netbox', 'youtube'];

export const changed = (change: (shown: Shown, matching: readonly Row[]) => Partial<Shown>): Fault => ({
  shown: (shown, matching) => ({ ...shown, ...change(shown, matching) }),
});
export const without = (...names: string[]): Fault => ({
  call: (call) => {
    const query = new URLSearchParams(call.query);
    for (const name of names) query.delete(name);
    return { ...call, query };
  },
});
export const inBody = (change: (body: any, call: Call) => void): Fault => ({
  answer: (answer, call) => {
    const json = structuredClone(answer.json);
    change(json, call);
    return { ...answer, json };
  },
});
const inHeaders = (change: (headers: Record<string, string>) => void): Fault => ({
  answer: (answer) => {
    const headers: Record<string, string> = { ...answer.headers };
    change(headers);
    return { ...answer, headers };
  },
});
const inUrls = (change: (query: URLSearchParams) => void, pattern: RegExp): Fault => ({
  answer: (answer): Answer => {
    const edited = (url: string) => {
      const one = new URL(url);
      change(one.searchParams);
      return one.href;
    };
    const link = answer.headers?.link?.replace(
      pattern,
      (_, url: string, rest: string) => `<${edited(url)}>${rest}`,
    );
    if (link !== undefined) return { ...answer, headers: { ...answer.headers, link } };
    const json: any = structuredClone(answer.json);
    for (const name of ['next', 'previous'])
      if (json?.[name] && pattern.test(`<${json[name]}>; rel="${name}"`)) json[name] = edited(json[name]);
    return { ...answer, json };
  },
});
const NEXT_URL = /<([^>]*)>(; rel="next")/;

/** The rows of a page and what it shows of them. */
const withRows = (rows: readonly Row[]) => ({ rows, count: rows.length });

export const BROKEN: readonly Broken[] = [
  {
    about: 'the last row of each page is lost',
    of: ALL,
    expects: ['page-size', 'page-slices', 'page-disjoint', 'token'],
    make: () => changed(({ rows }) => withRows(rows.slice(0, -1))),
  },
  {
    about: 'the last row comes again on the next page',
    of: ALL,
    expects: ['page-disjoint', 'page-slices', 'token'],
    make: () => ({ part: (part) => (part.from > 0 ? { ...part, from: part.from - 1 } : part) }),
  },
  {
    about: 'the first row behind a page is left out',
    of: ALL,
    expects: ['page-slices', 'token', 'total', 'repeatable'],
    make: () => ({
      part: (part) => (part.from > 0 && !part.isBack ? { ...part, from: part.from + 1 } : part),
    }),
  },
  {
    about: 'every page is the first one',
    of: ALL,
    expects: ['page-disjoint', 'page-slices', 'token'],
    make: () => ({ part: (part) => ({ ...part, from: 0 }) }),
  },
  {
    about: 'no more than four rows come, whatever is asked for',
    of: ALL.filter((name) => name !== 'slack'),
    expects: ['page-size', 'page-slices'],
    make: () => ({ part: (part) => ({ ...part, size: Math.min(part.size, 4) }) }),
  },
  {
    about: 'the size that is asked for is ignored',
    of: ALL,
    expects: ['page-size'],
    make: () => ({ part: (part) => ({ ...part, size: 12 }) }),
  },
  {
    about: 'the order is turned round',
    of: ['stripe', 'gitlab', 'anthropic', 'netbox', 'spring'],
    expects: ['order'],
    make: () => ({ order: (rows) => rows.toReversed() }),
  },
  {
    about: 'two rows stand in each other’s place',
    of: ['stripe', 'gitlab', 'anthropic', 'netbox', 'spring'],
    expects: ['order'],
    make: () => ({ order: ([a, b, ...more]) => [b, a, ...more] as Row[] }),
  },
  {
    about: 'no page leads on',
    of: LED,
    expects: ['token', 'next-link'],
    make: () => changed(() => ({ next: undefined })),
  },
  {
    about: 'the last page leads on',
    of: LED,
    expects: ['token', 'next-link'],
    make: () => changed(({ next, rows, from }) => ({ next: next ?? (rows.length > 0 ? from : undefined) })),
  },
  {
    about: 'what leads on leads a row too far',
    of: LED.filter((name) => name !== 'gitlab'),
    expects: ['token', 'next-link'],
    make: () =>
      changed(({ next }, { length }) => ({
        next: next === undefined ? next : Math.min(next + 1, length - 1),
      })),
  },
  {
    about: 'what leads on leads to the page that shows it',
    of: LED,
    expects: ['token', 'next-link'],
    make: () => changed(({ next, from }) => ({ next: next === undefined ? next : from })),
  },
  {
    about: 'no page says that there is more',
    of: BY_ROW,
    expects: ['has-more'],
    make: () => changed(() => ({ hasMore: false })),
  },
  {
    about: 'every page says that there is more',
    of: BY_ROW,
    expects: ['has-more'],
    make: () => changed(() => ({ hasMore: true })),
  },
  {
    about: 'a page that ends right with the list says that there is more',
    of: BY_ROW,
    expects: ['has-more'],
    make: () =>
      changed(({ rows, size, hasMore, isBack }) => ({ hasMore: isBack ? hasMore : rows.length === size })),
  },
  {
    about: 'before a row come the first rows of the list',
    of: BY_ROW,
    expects: ['previous'],
    make: () => ({ part: (part) => (part.isBack ? { ...part, from: 0 } : part) }),
  },
  {
    about: 'before a row come the rows behind it',
    of: BY_ROW,
    expects: ['previous'],
    make: () => ({ part: (part) => (part.isBack ? { ...part, from: part.from + part.size + 1 } : part) }),
  },
  {
    about: 'the rows before a row come in reverse',
    of: BY_ROW,
    expects: ['previous'],
    make: () => changed(({ rows, isBack }) => ({ rows: isBack ? rows.toReversed() : rows })),
  },
  {
    about: 'before the first row come rows all the same',
    of: BY_ROW,
    expects: ['previous'],
    make: () =>
      changed(({ isBack, rows }, all) => (isBack && rows.length === 0 ? withRows(all.slice(0, 3)) : {})),
  },
  {
    about: 'what leads back is ignored',
    of: BY_ROW,
    expects: ['previous'],
    make: () => without('ending_before', 'before_id'),
  },
  {
    about: 'no page leads back',
    of: ['gitlab', 'netbox', 'youtube'],
    expects: ['previous'],
    make: () => changed(() => ({ previous: undefined })),
  },
  {
    about: 'the first page leads back',
    of: ['gitlab', 'netbox', 'youtube'],
    expects: ['previous'],
    make: () => changed(({ previous }) => ({ previous: previous ?? 0 })),
  },
  {
    about: 'what leads back leads to the first page',
    of: ['gitlab', 'netbox'],
    expects: ['previous'],
    make: () => changed(({ previous }) => ({ previous: previous === undefined ? previous : 0 })),
  },
  {
    about: 'the page before a page is a row short',
    of: BACK.filter((name) => name !== 'gitlab' && name !== 'netbox'),
    expects: ['previous'],
    make: () => changed(({ rows, isBack }) => (isBack ? withRows(rows.slice(1)) : {})),
  },
  {
    about: 'the ids of the first and of the last row are those of their neighbours',
    of: ['anthropic'],
    expects: ['token', 'previous'],
    make: () =>
      inBody((body) => {
        if (body.data?.length > 2) body.last_id = body.data.at(-2).id;
      }),
  },
  {
    about: 'the id of the first row is that of the second',
    of: ['anthropic'],
    expects: ['previous'],
    make: () =>
      inBody((body) => {
        if (body.data?.length > 2) body.first_id = body.data[1].id;
      }),
  },
  {
    about: 'the ids of the edges are missing',
    of: ['anthropic'],
    expects: ['token'],
    make: () =>
      inBody((body) => {
        if (body.data) body.last_id = null;
      }),
  },
  {
    about: 'a token is the number of a page: with another size, rows come twice or not at all',
    of: ['slack', 'youtube'],
    expects: ['token'],
    make: () => {
      const sizes = new Map<number, number>();
      return {
        shown: (shown) => {
          if (shown.next !== undefined) sizes.set(shown.next, shown.size);
          return shown;
        },
        part: ({ from, size }) => ({ from: Math.round(from / (sizes.get(from) ?? size)) * size, size }),
      };
    },
  },
  {
    about: 'the rows to skip are rounded down to whole pages',
    of: ['netbox'],
    expects: ['page-slices'],
    make: () => ({ part: ({ from, size }) => ({ from: Math.floor(from / size) * size, size }) }),
  },
  {
    about: 'the rows to skip are read as the number of a page',
    of: ['netbox'],
    expects: ['page-slices', 'page-disjoint'],
    make: () => ({ part: ({ from, size }) => ({ from: from * size, size }) }),
  },
  {
    about: 'the URL of the next page forgets the filters',
    of: LINKS,
    expects: ['next-link'],
    make: () =>
      inUrls(
        (query) =>
          ['state', 'confidential', 'name__ic', 'serial', 'tenant_group'].map((name) => query.delete(name)),
        NEXT_URL,
      ),
  },
  {
    about: 'the URL of the next page forgets the order',
    of: LINKS,
    expects: ['next-link'],
    make: () =>
      inUrls((query) => ['order_by', 'sort', 'ordering'].map((name) => query.delete(name)), NEXT_URL),
  },
  {
    about: 'the URL of the next page forgets the size',
    of: LINKS,
    expects: ['next-link', 'page-size'],
    make: () => inUrls((query) => ['per_page', 'limit'].map((name) => query.delete(name)), NEXT_URL),
  },
  {
    about: 'the next page is the URL of something else',
    of: LINKS,
    expects: ['next-link'],
    make: () => ({
      answer: (answer) => {
        const other = (text: string) => text.replace(/\/(issues|dcim\/devices\/)\?/, '/others?');
        const json: any = structuredClone(answer.json);
        if (typeof json?.next === 'string') json.next = other(json.next);
        const link = answer.headers?.link;
        return {
          ...answer,
          json,
          ...(link !== undefined && { headers: { ...answer.headers, link: other(link) } }),
        };
      },
    }),
  },
  {
    about: 'the header Link is missing',
    of: ['gitlab'],
    expects: ['next-link'],
    make: () =>
      inHeaders((headers) => {
        delete headers.link;
      }),
  },
  {
    about: 'the header Link is no link',
    of: ['gitlab'],
    expects: ['next-link'],
    make: () =>
      inHeaders((headers) => {
        if (headers.link !== undefined) headers.link = headers.link.replaceAll(/[<>]/g, '');
      }),
  },
  {
    about: 'the total counts the rows of the page',
    of: ['gitlab', 'netbox', 'youtube', 'spring'],
    expects: ['total'],
    make: () => changed(({ rows }) => ({ total: rows.length })),
  },
  {
    about: 'the total is another one on later pages',
    of: ['gitlab', 'netbox', 'youtube', 'spring'],
    expects: ['total'],
    make: () => changed(({ total, from }) => ({ total: from > 0 ? total + 1 : total })),
  },
  {
    about: 'the size is shown as the number of rows on the page',
    of: ['youtube'],
    expects: ['page-echo'],
    make: () => changed(({ size }) => ({ count: size })),
  },
  {
    about: 'the header of the page says the first one on each',
    of: ['gitlab'],
    expects: ['page-echo'],
    make: () =>
      inHeaders((headers) => {
        headers['x-page'] = '1';
      }),
  },
  {
    about: 'the last page is counted too few',
    of: ['gitlab'],
    expects: ['page-count'],
    make: () =>
      inHeaders((headers) => {
        headers['x-total-pages'] = String(Math.max(0, Number(headers['x-total-pages']) - 1));
      }),
  },
  {
    about: 'the number of the next page is that of this one',
    of: ['gitlab'],
    expects: ['token'],
    make: () =>
      inHeaders((headers) => {
        if (headers['x-next-page']) headers['x-next-page'] = headers['x-page'] ?? '';
      }),
  },
  {
    about: 'behind the last page the last one comes again',
    of: ['gitlab', 'netbox', 'spring'],
    expects: ['past-the-end'],
    make: () => ({
      part: (part, total) =>
        part.from >= total && total > 0 ? { ...part, from: Math.max(0, total - part.size) } : part,
    }),
  },
  ...[
    ...['email', 'types', 'state', 'confidential', 'name__ic', 'serial', 'tenant_group', 'playlistId'],
    ...['status', 'country'],
  ].map(ignored),
  {
    about: 'the flag that leaves archived rows out is ignored',
    of: ['slack'],
    expects: ['filter-sound', 'filter-complete'],
    make: () => without('exclude_archived'),
  },
  {
    about: 'the flag leaves all but the archived rows out',
    of: ['slack'],
    expects: ['filter-sound'],
    make: () => ({ filters: { exclude_archived: (row, value) => value !== 'true' || row.is_archived } }),
  },
  {
    about: 'the flag leaves archived rows out when it is false, too',
    of: ['slack'],
    expects: ['filter-complete', 'page-slices', 'accepts', 'repeatable', 'page-default'],
    make: () => ({ filters: { exclude_archived: (row) => !row.is_archived } }),
  },
  ...(['created[gte]', 'created[lte]', 'created[gt]', 'created[lt]'] as const).map((name) =>
    bound('stripe', name),
  ),
  {
    about: 'the ranges of a time are ignored',
    of: ['stripe'],
    expects: ['filter-sound'],
    make: () => without('created[gte]', 'created[lte]', 'created[gt]', 'created[lt]'),
  },
  {
    about: 'the minus before the order is ignored',
    of: ['netbox'],
    expects: ['order-request'],
    make: () => ({
      call: (call) => {
        const query = new URLSearchParams(call.query);
        const ordering = query.get('ordering');
        if (ordering) query.set('ordering', ordering.replace(/^-/, ''));
        return { ...call, query };
      },
    }),
  },
  {
    about: 'the order that is asked for is ignored',
    of: LINKS,
    expects: ['order-request'],
    make: () => without('ordering', 'order_by'),
  },
  {
    about: 'the direction that is asked for is ignored',
    of: ['gitlab'],
    expects: ['order-request'],
    make: () => without('sort'),
  },
  {
    about: 'an order by popularity is one by title',
    of: ['gitlab'],
    expects: ['order-request'],
    make: () => ({
      call: (call) => {
        const query = new URLSearchParams(call.query);
        if (query.get('order_by') === 'popularity') query.set('order_by', 'title');
        return { ...call, query };
      },
    }),
  },
];

function ignored(name: string): Broken {
  const of: Readonly<Record<string, string>> = {
    email: 'stripe',
    types: 'slack',
    state: 'gitlab',
    confidential: 'gitlab',
    playlistId: 'youtube',
    status: 'spring',
    country: 'spring',
  };
  return {
    about: `the filter ${name} is ignored`,
    of: [of[name] ?? 'netbox'],
    expects: ['filter-sound', 'filter-nobody', 'filter-complete'],
    make: () => ({ filters: { [name]: () => true } }),
  };
}

/** A row that stands exactly at the end of a range is on the wrong side. */
function bound(service: string, name: string): Broken {
  const wrong: Readonly<Record<string, (row: Row, value: string) => boolean>> = {
    'created[gte]': (row, value) => row.created > Number(value),
    'created[lte]': (row, value) => row.created < Number(value),
    'created[gt]': (row, value) => row.created >= Number(value),
    'created[lt]': (row, value) => row.created <= Number(value),
  };
  return {
    about: `${name} takes the end of the range wrongly`,
    of: [service],
    expects: ['filter-bound', 'filter-sound', 'filter-complete'],
    make: () => ({ filters: { [name]: wrong[name] as (row: Row, value: string) => boolean } }),
  };
}
