import type { ObservedPage } from '../../result/observed-response.ts';
import type { Json } from '../../spec/json.ts';
import { plural } from '../../text/plural.ts';
import type { Client } from '../client.ts';
import { unlessGivenUp } from '../given-up.ts';
import { listOf } from './page-request.ts';
import type { RowReader } from './rows.ts';
import { isPage, type Walk, walk } from './walk.ts';

/** A short look at a list, to be looked at again: whether it moved meanwhile. */
export interface ListLook {
  /** The whole list where it is short, else its beginning. */
  readonly base: Walk;
  /** The pages that are looked at again. */
  readonly pages: readonly ObservedPage[];
  readonly compares: 'ids' | 'rows';
}

/** What a second look at a list shows. */
interface SecondLook {
  readonly isStill: boolean;
  /** Nor did any row change. */
  readonly isSame: boolean;
  /** For people: what moved. */
  readonly detail: string;
}

/** More pages take so long that a list moves meanwhile. */
const MOST_PAGES = 5;

/** Walks a list anew, as far as that is quick. undefined: it was refused. */
export async function freshLook(
  client: Client,
  { values, size }: Walk,
  compares: ListLook['compares'],
): Promise<ListLook | undefined> {
  const base = await walk(client, {
    purpose: 'the list once more',
    values,
    maxPages: MOST_PAGES,
    isTry: true,
    ...(size !== undefined && { size }),
  });
  return base && { base, pages: tellingPages(client, base), compares };
}

/**
 * The pages that show whether rows came or went: the first and the last, as all rows behind a move stand elsewhere. But
 * a page that begins behind the id of a row stays what it is, whatever moved before it: then all of them.
 */
function tellingPages(client: Client, { pages }: Walk): readonly ObservedPage[] {
  if (typeof listOf(client).paging.cursor === 'object') return pages;
  return [...new Set([pages[0], pages.at(-1)])].filter((page) => page !== undefined);
}

/** Asks for the same pages again. */
export async function lookAgain(
  client: Client,
  { pages, compares }: ListLook,
  { id }: Pick<RowReader, 'id'>,
): Promise<SecondLook> {
  const said: string[] = [];
  const toText = (row: Json) => (compares === 'ids' ? id(row) : JSON.stringify(row));
  let [isStill, isSame] = [true, true];
  for (const page of pages) {
    const { values } = page.planned;
    const asked = { purpose: 'whether the list moved', ...(values && { values }) };
    const again = await unlessGivenUp(client.log, [], () => client.ask(asked));
    if (!again) return { isStill: false, isSame: false, detail: 'the list could not be looked at again' };
    const items = isPage(again) ? again.page.items : [];
    const [before, after] = [page.page.shown.total, again.page?.shown.total];
    isStill = before === after && page.page.items.map(toText).join() === items.map(toText).join();
    isSame &&= isStill && JSON.stringify(items) === JSON.stringify(page.page.items);
    if (isStill) continue;
    said.push(`between two looks at the list ${changesOf(page.page.items, items, id)}`);
    if (before !== after) said.push(`its total went from ${before ?? 'none'} to ${after ?? 'none'}`);
    break;
  }
  return { isStill, isSame, detail: said.join(', ') || 'nothing moved between two looks at the list' };
}

/** What became of the rows of a page; those that newer ones pushed off its end did not go. */
function changesOf(was: readonly Json[], is: readonly Json[], id: RowReader['id']): string {
  const before = new Map(was.map((row) => [id(row), JSON.stringify(row)]));
  const after = new Map(is.map((row) => [id(row), JSON.stringify(row)]));
  const came = [...after.keys()].filter((one) => !before.has(one)).length;
  const changed = [...after].filter(([one, text]) => before.has(one) && before.get(one) !== text).length;
  const last = was.findLastIndex((row) => after.has(id(row)));
  const went = was.slice(0, last).filter((row) => !after.has(id(row))).length;
  return `${plural(came, 'row')} came, ${changed} changed, ${went} went`;
}
