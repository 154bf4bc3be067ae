import type { Answer, Call } from '../contract/_true.ts';
import { byText, isTime, letters, type Row, rowsOf, type Service, timeOf, whole } from './_service.ts';

/** Lists whose answers show the URLs of other pages. */

const iso = (seconds: number, digits = 3) =>
  new Date(seconds * 1000).toISOString().replace('.000Z', `.${'0'.repeat(digits)}Z`);

/** The URL that was asked for, with other values. */
function urlOf(
  { path, query }: Call,
  base: string,
  changes: Readonly<Record<string, string | undefined>>,
): string {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) next.delete(name);
    else next.set(name, value);
  }
  return `${base}${path}${next.size > 0 ? `?${next}` : ''}`;
}

const ORDERS: Readonly<Record<string, (row: Row) => string | number>> = {
  created_at: (row) => row.created_at,
  updated_at: (row) => row.updated_at,
  title: (row) => row.title,
  popularity: (row) => row.upvotes,
};

export const GITLAB: Service = {
  name: 'gitlab',
  rows: rowsOf(57, (index) => ({
    id: 90_000 - index * 7 - (index % 3),
    iid: 57 - index,
    project_id: 7,
    title: `issue ${letters(index, 8, 'abcdefgh')}`,
    state: index % 4 === 0 ? 'closed' : 'opened',
    created_at: iso(timeOf(index)),
    updated_at: iso(timeOf(index) + (index % 5) * 9_000),
    upvotes: (index * 7) % 23,
    downvotes: index % 3,
    user_notes_count: index % 11,
    confidential: index % 6 === 0,
  })),
  refuse: ({ query, headers }) => {
    if (headers.get('private-token') !== 'glpat-confab0123456789TEST')
      return { status: 401, json: { message: '401 Unauthorized' } };
    const wrong = (name: string): Answer => ({ status: 400, json: { error: `${name} is invalid` } });
    const one = (name: string, values: readonly string[]) =>
      !query.has(name) || values.includes(query.get(name) as string);
    if (whole(query.get('page'), 1, 1, 1e15) === undefined) return wrong('page');
    if (whole(query.get('per_page'), 20, -1e15, 1e15) === undefined) return wrong('per_page');
    if (!one('order_by', Object.keys(ORDERS))) return wrong('order_by');
    if (!one('sort', ['asc', 'desc'])) return wrong('sort');
    if (!one('state', ['opened', 'closed', 'all'])) return wrong('state');
    if (!one('confidential', ['true', 'false', ''])) return wrong('confidential');
    for (const name of ['created_after', 'created_before', 'updated_after', 'updated_before'])
      if (!isTime(query.get(name))) return wrong(name);
    return undefined;
  },
  filters: {
    state: (row, value) => value === 'all' || row.state === value,
    confidential: (row, value) => String(row.confidential) === value,
    created_after: (row, value) => Date.parse(row.created_at) >= Date.parse(value),
    created_before: (row, value) => Date.parse(row.created_at) <= Date.parse(value),
    updated_after: (row, value) => Date.parse(row.updated_at) >= Date.parse(value),
    updated_before: (row, value) => Date.parse(row.updated_at) <= Date.parse(value),
  },
  compare: ({ query }) => {
    const of = ORDERS[query.get('order_by') ?? 'created_at'] as (row: Row) => string | number;
    const sign = query.get('sort') === 'asc' ? 1 : -1;
    return (a, b) =>
      sign *
      (typeof of(a) === 'number'
        ? Number(of(a)) - Number(of(b))
        : byText(String(of(a)), String(of(b))) || a.id - b.id);
  },
  partOf: ({ query }) => {
    const size = Math.max(1, Math.min(100, whole(query.get('per_page'), 20, -1e15, 1e15) as number));
    const page = whole(query.get('page'), 1, 1, 1e15) as number;
    return { from: (page - 1) * size, size };
  },
  write: ({ rows, from, size, total, next, previous }, call) => {
    const numberAt = (place: number | undefined) =>
      place === undefined ? undefined : String(Math.floor(place / size) + 1);
    const link = (page: string | undefined, rel: string) =>
      page === undefined
        ? []
        : [`<${urlOf(call, 'https://gitlab.com/api/v4', { page, per_page: String(size) })}>; rel="${rel}"`];
    const pages = Math.ceil(total / size);
    const links = [
      ...link(numberAt(previous), 'prev'),
      ...link(numberAt(next), 'next'),
      ...link('1', 'first'),
      ...link(String(Math.max(1, pages)), 'last'),
    ];
    return {
      json: rows,
      headers: {
        link: links.join(', '),
        'x-page': String(Math.floor(from / size) + 1),
        'x-per-page': String(size),
        'x-total': String(total),
        'x-total-pages': String(pages),
        'x-next-page': numberAt(next) ?? '',
        'x-prev-page': numberAt(previous) ?? '',
      },
    };
  },
};

const GROUPS = ['customers', 'internal', 'labs'];
const FIELDS = ['name', 'created', 'last_updated', 'id'];
const detail = (status: number, text: string): Answer => ({ status, json: { detail: text } });

export const NETBOX: Service = {
  name: 'netbox',
  rows: rowsOf(61, (index) => ({
    id: 400 - index * 3 - (index % 2),
    name: `${['leaf', 'spine', 'Edge'][index % 3]}-${letters(index, 4, 'abcdef')}`,
    serial: letters(index, 12, '0123456789ABCDEF'),
    created: iso(timeOf(index), 6),
    last_updated: iso(timeOf(index) + (index % 4) * 7_777, 6),
    tenant_group: GROUPS[index % 3],
  })),
  refuse: ({ query, headers }) => {
    const token = headers.get('authorization');
    if (token === null || token === '') return detail(403, 'Authentication credentials were not provided.');
    if (token !== 'Token 0123456789abcdef0123456789abcdefc0ffee00') return detail(403, 'Invalid token');
    const wrong = (name: string): Answer => ({
      status: 400,
      json: { detail: [`${name}: not a valid value`] },
    });
    if (whole(query.get('limit'), 50, -1e15, 1e15) === undefined) return wrong('limit');
    if (whole(query.get('offset'), 0, 0, 1e15) === undefined) return wrong('offset');
    if (query.has('ordering') && !FIELDS.includes((query.get('ordering') as string).replace(/^-/, '')))
      return wrong('ordering');
    if (query.get('name__ic') === '') return wrong('name__ic');
    if (!isTime(query.get('created__gte'))) return wrong('created__gte');
    if (!isTime(query.get('created__lte'))) return wrong('created__lte');
    if (query.has('tenant_group') && !GROUPS.includes(query.get('tenant_group') as string))
      return wrong('tenant_group');
    return undefined;
  },
  single: ({ path }, rows) => {
    const [, id] = /^\/api\/dcim\/devices\/([^/]+)\/$/s.exec(path) ?? [];
    if (id === undefined) return undefined;
    const row = rows.find((one) => String(one.id) === id);
    return row ? { json: asShown(row) } : detail(404, 'No such device');
  },
  filters: {
    name__ic: (row, value) => row.name.toLowerCase().includes(value.toLowerCase()),
    serial: (row, value) => row.serial === value,
    created__gte: (row, value) => Date.parse(row.created) >= Date.parse(value),
    created__lte: (row, value) => Date.parse(row.created) <= Date.parse(value),
    tenant_group: (row, value) => row.tenant_group === value,
  },
  compare: ({ query }) => {
    const text = query.get('ordering') ?? 'name';
    const field = text.replace(/^-/, '');
    const sign = text.startsWith('-') ? -1 : 1;
    return (a, b) => sign * (field === 'id' ? a.id - b.id : byText(a[field], b[field])) || a.id - b.id;
  },
  partOf: ({ query }) => ({
    from: whole(query.get('offset'), 0, 0, 1e15) as number,
    size: Math.max(1, Math.min(1000, whole(query.get('limit'), 50, -1e15, 1e15) as number)),
  }),
  write: ({ rows, size, total, next, previous }, call) => {
    const link = (place: number | undefined) =>
      place === undefined
        ? null
        : urlOf(call, 'https://netbox.example.com', {
            limit: String(size),
            offset: place === 0 ? undefined : String(place),
          });
    return { json: { count: total, next: link(next), previous: link(previous), results: rows.map(asShown) } };
  },
};

function asShown({ tenant_group, ...row }: Row): Row {
  return row;
}
