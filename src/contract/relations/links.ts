import type { SkipReason } from '../../result/ledger.ts';
import type { ObservedPage, ObservedResponse } from '../../result/observed-response.ts';
import { excerpt } from '../../text/excerpt.ts';
import type { Check } from '../check.ts';
import type { CheckLog } from '../check-log.ts';
import type { Client } from '../client.ts';
import { unlessGivenUp } from '../given-up.ts';
import { hasLinks } from './applies.ts';
import { commonProperties, loadedRow, rowDifferences } from './links/rows.ts';
import { type LinkTarget, targetOf } from './links/target.ts';
import { checkUnknown, LINK_UNKNOWN } from './links/unknown.ts';
import { listOf } from './page-request.ts';
import type { RowReader } from './rows.ts';
import { isPage, type Walk } from './walk.ts';

export const LINK_LOADS = {
  name: 'link-loads',
  title: 'Every row that is listed can be loaded by its id.',
  area: 'link',
  needs: 'several-responses',
  offline: false,
  appliesTo: hasLinks,
} as const satisfies Check;

export const LINK_AGREES = {
  name: 'link-agrees',
  title: 'A loaded row agrees with the listed one.',
  area: 'link',
  needs: 'several-responses',
  offline: false,
  appliesTo: hasLinks,
} as const satisfies Check;

const LINK_CHECKS = [LINK_LOADS.name, LINK_AGREES.name, LINK_UNKNOWN.name];

/** The most rows that are loaded through one link, where nothing else is said. */
export const MOST_LINKS = 50;

/** What the document's links promise: each listed row can be loaded, and is the same there. */
export async function checkLinks(client: Client, walk: Walk, rows: RowReader): Promise<void> {
  const { links } = listOf(client).success;
  if (links.length === 0 || !LINK_CHECKS.some(client.log.wants)) return;
  const targets = links.map((link) => targetOf(client, link)).filter((target) => target !== undefined);
  if (targets.length === 0)
    skipAll(client.log, 'not-declared', 'no link leads from a row to an operation that is marked safe');
  for (const target of targets) {
    if (!client.log.asserts(target.link.evidence)) skipAll(client.log, 'assumed');
    else await checkLink(client, walk, rows, target);
  }
}

async function checkLink(client: Client, walk: Walk, rows: RowReader, target: LinkTarget): Promise<void> {
  const sampled = sampleOf(walk, client.limits.maxLinks ?? MOST_LINKS);
  if (sampled.length === 0) {
    client.log.skip('check:link-loads', 'no-rows');
    client.log.skip('check:link-agrees', 'no-rows');
  }
  if (client.log.wants('link-loads') || client.log.wants('link-agrees'))
    for (const place of sampled)
      await unlessGivenUp(client.log, [], () => checkRow(client, rows, target, place));
  if (sampled.length < walk.rows.length)
    for (const check of ['link-loads', 'link-agrees'])
      client.log.ledger.note(
        `check:${check}`,
        `sampled: ${sampled.length} of ${walk.rows.length} listed rows were loaded (--max-links)`,
      );
  await unlessGivenUp(client.log, [], () => checkUnknown(client.log, walk, target));
}

interface RowPlace {
  readonly page: ObservedPage;
  readonly index: number;
}

async function checkRow(client: Client, rows: RowReader, target: LinkTarget, at: RowPlace): Promise<void> {
  const listed = at.page.page.items[at.index] ?? null;
  const values = target.valuesOf(at.page, at.index);
  if (!values) return;
  const other = target.client;
  const seen = await other.ask({
    purpose: `the row ${excerpt(rows.id(listed))} that the list shows`,
    values,
  });
  const loaded = loadedRow(other.operation, seen);
  const common = commonProperties(client.spec, client.operation, other.operation);
  const isFine = loaded !== undefined && rowDifferences(common, listed, loaded.row).length === 0;
  if (!isFine && client.target.live && (await hasMoved(client, rows, at))) {
    const check = loaded ? 'link-agrees' : 'link-loads';
    client.log.ledger.inconclusive(`check:${check}`, 'the row changed between the list and its loading');
    return;
  }
  const statement = { source: target.link.pointer, evidence: target.link.evidence, exchange: seen.exchange };
  if (!loaded) {
    client.log.saw('link-loads', {
      title: 'a row that is listed cannot be loaded',
      expected: `the row ${excerpt(rows.id(listed))}`,
      actual: `status ${seen.status}: ${excerpt(seen.reading.text)}`,
      ...statement,
    });
    return;
  }
  client.log.saw('link-loads');
  client.log.saw(
    'link-agrees',
    ...rowDifferences(common, listed, loaded.row).map(({ name, listed, loaded: found }) => ({
      title: `${name} of a loaded row is not that of the listed one`,
      expected: listed,
      actual: found,
      pointer: `${loaded.pointer}/${name}`,
      ...statement,
    })),
  );
}

/** Whether the list does not show the row any longer, or shows it changed. */
async function hasMoved(client: Client, rows: RowReader, { page, index }: RowPlace): Promise<boolean> {
  const { values } = page.planned;
  const again: ObservedResponse = await client.ask({
    purpose: 'the same page again',
    ...(values && { values }),
  });
  if (!isPage(again)) return false;
  const before = page.page.items[index] ?? null;
  const now = again.page.items.find((row) => rows.id(row) === rows.id(before));
  return now === undefined || JSON.stringify(now) !== JSON.stringify(before);
}

/** Every row; of a longer list those at its start, in its middle and at its end. */
function sampleOf({ pages }: Walk, most: number): RowPlace[] {
  const all = pages.flatMap((page) => page.page.items.map((_, index) => ({ page, index })));
  if (all.length <= most) return all;
  const part = Math.floor(most / 3);
  const middle = (all.length - part) >> 1;
  return [
    ...all.slice(0, most - 2 * part),
    ...all.slice(middle, middle + part),
    ...all.slice(all.length - part),
  ];
}

function skipAll(log: CheckLog, reason: SkipReason, detail?: string): void {
  for (const check of LINK_CHECKS) log.skip(`check:${check}`, reason, detail);
}
