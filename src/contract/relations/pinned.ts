import { headerOf } from '../../http/exchange.ts';
import type { ObservedPage } from '../../result/observed-response.ts';
import { fieldAt } from '../../spec/field.ts';
import type { Json } from '../../spec/json.ts';
import { type RequestValues, valueIn, withValue } from '../../spec/request-values.ts';
import { createTimeFormat } from '../../spec/time-format.ts';
import { isRowTime, isTime, timeFormsOf } from '../../spec/value-words.ts';
import type { Subject } from '../check-log.ts';
import type { Client } from '../client.ts';
import { unlessGivenUp } from '../given-up.ts';
import { listOf } from './page-request.ts';
import type { RowReader } from './rows.ts';
import { isPage } from './walk.ts';

/**
 * The request with the end of its window of time before its newest row, or at the present where too few rows show
 * their time: newer rows do not come in. undefined: no filter can say it.
 */
export async function pinned(
  client: Client,
  values: RequestValues,
  rows: RowReader,
): Promise<RequestValues | undefined> {
  const { spec, operation } = client;
  const list = listOf(client);
  const fields = spec.schemas.properties(spec.collections.get(list.collection));
  for (const { field, tests, when, evidence } of list.filters) {
    const schema = fields.get(field) ?? {};
    const to = tests.find(({ test }) => test === 'maximum')?.from;
    if (!to || !isRowTime(schema) || when.length > 0) continue;
    const given = valueIn(values, to);
    const isGiven = given !== undefined && given !== null && given !== '';
    // An assumption that is wrong would have the request refused, or show nothing.
    if (!isGiven && evidence.grade === 'assumed') continue;
    const asks = fieldAt(operation, to).schema;
    const formats = timeFormsOf(isTime(asks) ? asks : schema);
    const asked = { purpose: 'the time of the target', values };
    const seen = await unlessGivenUp(client.log, [], () => client.ask(asked));
    if (!seen || !isPage(seen)) return undefined;
    const end = beforeNewest(seen, field, rows) ?? timeOf(seen.exchange);
    const read = formats
      .map((format) => createTimeFormat(format).read(given))
      .find((time) => time !== undefined);
    if (read !== undefined && read <= end) return undefined;
    return withValue(values, to, JSON.parse(createTimeFormat(formats[0] as string).write(end)) as Json);
  }
  return undefined;
}

/** Of fewer rows none can be spared. */
const MANY = 10;

/** The time of the newest rows but one: another row of the very newest time may still come. */
function beforeNewest({ page }: ObservedPage, field: string, rows: RowReader): number | undefined {
  const times = page.items.map((row) => rows.time(row, field)).filter((time) => time !== undefined);
  if (times.length < MANY || times.length < page.items.length) return undefined;
  return [...new Set(times)].sort((a, b) => b - a)[1];
}

/** A total that is only counted when asked for is asked for. */
export function withTotal(subject: Subject, values: RequestValues): RequestValues {
  return listOf(subject).paging.reads.total.reduce((asked, place) => withValue(asked, place, true), values);
}

function timeOf({
  at,
  response,
}: {
  at: number;
  response: { headers: Parameters<typeof headerOf>[0] } | undefined;
}): number {
  const date = Date.parse(headerOf(response?.headers ?? [], 'date') ?? '');
  return Number.isNaN(date) ? at : date;
}
