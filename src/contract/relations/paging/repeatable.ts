import { excerpt } from '../../seen.ts';
import type { Session } from '../../session.ts';
import { isPage, isSame, type SeenPage, type Walk } from '../walk.ts';
import { hold, statedList, type Wrong } from './statement.ts';

/** repeatable: the first and a middle page of the walk, asked for again. */
export async function checkRepeatable(session: Session, { pages }: Walk): Promise<void> {
  if (!session.wants('repeatable')) return;
  const [first, middle] = [pages[0], pages[pages.length >> 1]];
  const wrong: (Wrong | undefined)[] = [];
  for (const page of new Set([first, middle])) if (page) wrong.push(await repeatFault(session, page));
  hold(session, 'repeatable', statedList(session), wrong);
}

/** Asks for a page again and says what is different. */
export async function repeatFault(session: Session, page: SeenPage): Promise<Wrong | undefined> {
  const { values } = page.ask;
  const again = await session.ask({ purpose: `${page.ask.purpose}, again`, ...(values && { values }) });
  const items = isPage(again) ? again.page.items : [];
  if (isPage(again) && isSame(items, page.page.items)) return undefined;
  const at = page.page.items.findIndex((row, index) => JSON.stringify(row) !== JSON.stringify(items[index]));
  return {
    title: 'the same request gives other rows when it is sent again',
    expected: `the same ${page.page.items.length} rows`,
    actual: isPage(again)
      ? `${items.length} rows; at place ${at + 1} ${excerpt(JSON.stringify(items[at] ?? null))}`
      : `status ${again.status}: ${excerpt(again.reading.text)}`,
    ...statedList(session),
    exchange: again.exchange,
  };
}
