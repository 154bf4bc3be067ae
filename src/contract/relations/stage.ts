import type { CheckName } from '../checks.ts';
import { type Client, withLog } from '../client.ts';
import { unlessGivenUp } from '../given-up.ts';
import { type Held, holdBack } from './hold-back.ts';
import { freshLook, type ListLook, lookAgain } from './look.ts';
import type { PageDeviation } from './paging/statement.ts';
import type { RowReader } from './rows.ts';
import type { Walk } from './walk.ts';

/** A part of the relations: what it asks for, compared with the list as it was walked. */
export type Part = (client: Client, base: Walk) => Promise<void>;

/** A part that takes few requests, so that a list seldom moves meanwhile. */
export interface ShortPart {
  readonly part: Part;
  /**
   * What must be as it was for nothing to have moved: the ids of the rows, or all that they say. itself: the part looks
   * twice at all that it asks for, and speaks only where that stood still.
   */
  readonly compares: ListLook['compares'] | 'itself';
  /** What it is about, where that is not all. */
  readonly of?: readonly CheckName[];
}

/** What could not be told from rows that moved. */
export interface Undecided {
  readonly wrong: readonly PageDeviation[];
  /** For people: what moved. */
  readonly detail: string;
}

/** Where parts of the relations are run, on rows that stand still or that may move. */
export interface Stage {
  readonly rows: RowReader;
  /** The list as it was walked last. */
  readonly base: Walk;
  readonly undecided: ReadonlyMap<CheckName, Undecided>;
  /** `again`: the same in short parts, for where rows moved. */
  run(client: Client, part: Part, again: readonly ShortPart[]): Promise<void>;
}

/** So often a part is tried again on a fresh look at the list. */
const TRIES = 4;
/** The most requests that are spent on trying again. */
const MOST = 200;

/** Where nothing moves, a part says what it sees. */
export function createStillStage(base: Walk, rows: RowReader): Stage {
  return { rows, base, undecided: new Map(), run: (client, part) => attempt(client, part, base) };
}

/**
 * What rows that moved may explain is tried again: the list is looked at, the part is run, and the list is looked at
 * again. Where both looks are the same, nothing moved; what is wrong then, and once more, is wrong.
 */
export function createMovingStage(whole: Walk, rows: RowReader): Stage {
  let base = whole;
  let spent = 0;
  const proven = new Set<CheckName>();
  const undecided = new Map<CheckName, Undecided>();

  async function run(client: Client, part: Part, again: readonly ShortPart[]): Promise<void> {
    const first = await tryPart(client, part, base);
    let open = unproven(first);
    if (open.size === 0) return;
    const left = new Map<CheckName, Undecided>();
    const shown = new Set<CheckName>();
    for (const one of again) {
      if (open.size === 0) break;
      if (one.of?.every((check) => !open.has(check))) continue;
      const { part, compares } = one;
      const settled =
        compares === 'itself'
          ? repeat(client, part, first, shown)
          : settle(client, { part, compares }, first, shown);
      for (const [check, found] of await settled) left.set(check, found);
      open = new Map([...open].filter(([check]) => !proven.has(check)));
    }
    for (const [check, wrong] of open)
      if (!shown.has(check))
        left.set(check, { wrong, detail: 'it takes more requests than can be repeated' });
    for (const [check, found] of left) if (!proven.has(check)) undecided.set(check, found);
  }

  /** Tries a part again until it holds, or is broken; gives what is neither. */
  async function settle(
    client: Client,
    { part, compares }: { part: Part; compares: ListLook['compares'] },
    first: Held,
    shown: Set<CheckName>,
  ): Promise<Map<CheckName, Undecided>> {
    let left = new Map<CheckName, Undecided>();
    for (const [check, wrong] of unproven(first))
      left.set(check, { wrong, detail: 'too much was asked for already to look again' });
    const start = client.log.counts.requests;
    const isSpent = () => spent + client.log.counts.requests - start >= MOST;
    const sighted = new Set<CheckName>();
    let look: ListLook | undefined;
    for (let turn = 0; turn < TRIES && left.size > 0 && !isSpent(); turn += 1) {
      look ??= await freshLook(client, whole, compares);
      if (!look) break;
      base = look.base;
      const one = await tryPart(client, part, base);
      for (const check of one.seen) shown.add(check);
      for (const [check, wrong] of ownOf(first, one)) prove(client, check, wrong);
      const wrong = unproven(one);
      left = new Map();
      if (wrong.size === 0) break;
      let after = await lookAgain(client, look, rows);
      // Services that answer by turns from two states do not get through three looks in a row, even where the
      // one that lags has just caught up; the other way round, as the same page may fall to the same one each time.
      const isSeenAgain = [...wrong.keys()].some((check) => sighted.has(check));
      for (const pages of [[...look.pages].reverse(), look.pages])
        if (after.isStill && isSeenAgain) after = await lookAgain(client, { ...look, pages }, rows);
      for (const [check, deviations] of wrong) {
        const telling = deviations.filter(({ isContent }) => (isContent ? after.isSame : after.isStill));
        if (telling.length > 0 && sighted.has(check)) prove(client, check, telling);
        else left.set(check, { wrong: deviations, detail: after.detail });
        if (telling.length > 0) sighted.add(check);
      }
      if (!after.isStill) look = undefined;
    }
    spent += client.log.counts.requests - start;
    return left;
  }

  /** Tries a part again that looks twice by itself: what it says two times is so. */
  async function repeat(
    client: Client,
    part: Part,
    first: Held,
    shown: Set<CheckName>,
  ): Promise<Map<CheckName, Undecided>> {
    const left = new Map<CheckName, Undecided>();
    const start = client.log.counts.requests;
    for (let turn = 0; turn < TRIES && spent + client.log.counts.requests - start < MOST; turn += 1) {
      const one = await tryPart(client, part, base);
      for (const check of one.seen) shown.add(check);
      const wrong = [...unproven(one)].filter(([check]) => first.kept.has(check));
      for (const [check, deviations] of wrong) {
        if (left.delete(check)) prove(client, check, deviations);
        else left.set(check, { wrong: deviations, detail: 'it was seen but once where nothing moved' });
      }
      if (wrong.length === 0 || left.size === 0) break;
    }
    spent += client.log.counts.requests - start;
    return left;
  }

  function prove({ log }: Client, check: CheckName, wrong: readonly PageDeviation[]): void {
    proven.add(check);
    undecided.delete(check);
    log.saw(check, ...wrong);
  }

  function unproven({ kept }: Held): Map<CheckName, readonly PageDeviation[]> {
    return new Map([...kept].filter(([check]) => !proven.has(check)));
  }

  /** What one answer says against itself, each time: what moves between answers does not explain it. */
  function ownOf(first: Held, second: Held): [CheckName, PageDeviation[]][] {
    const own = ({ kept }: Held, check: CheckName) => (kept.get(check) ?? []).filter(({ isOwn }) => isOwn);
    return [...unproven(second).keys()]
      .filter((check) => own(first, check).length > 0 && own(second, check).length > 0)
      .map((check) => [check, own(second, check)]);
  }

  return {
    rows,
    get base() {
      return base;
    },
    undecided,
    run,
  };
}

/** Runs a part that is short itself. */
export function runShort(
  { run }: Stage,
  client: Client,
  part: Part,
  compares: ShortPart['compares'] = 'rows',
): Promise<void> {
  return run(client, part, [{ part, compares }]);
}

/** A request that gets no answer ends its part only. */
async function attempt(client: Client, part: Part, base: Walk): Promise<void> {
  await unlessGivenUp(client.log, [], () => part(client, base));
}

async function tryPart(client: Client, part: Part, base: Walk): Promise<Held> {
  const held = holdBack(client.log);
  await attempt(withLog(client, held.log), part, base);
  return held;
}
