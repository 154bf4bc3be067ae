import type { CheckName } from '../../../src/contract/checks.ts';
import { PAGING_CHECKS } from '../_checks.ts';
import { another, cutting, later, rightServer, run, type Vendor, wrongs } from './_lists.ts';
import type { Row } from './_servers.ts';

/** Services whose rows move while they are looked at. */

const ONLY: CheckName[] = [...PAGING_CHECKS.filter((check) => check !== 'token'), 'order', 'accepts'];
/** Those that bring no requests of other checks with them. */
export const FEW = ONLY.filter((check) => check !== 'total' && check !== 'accepts');
/** One page that says little of itself, and several that say all that a page can. */
export const MOVING_VENDORS: readonly Vendor[] = ['tiny', 'cybotstar'];

/** The rows that there are at a request: what moved stays moved. */
type Move = (all: readonly Row[], turn: number, vendor: Vendor) => Row[];

export const added = (all: readonly Row[], count: number, vendor: Vendor, newer = 1) =>
  Array.from({ length: count }, (_, index) => another(vendor, all[0] as Row, index, newer * (index + 1)));

export const MOVES: Readonly<Record<string, Move>> = {
  'a row comes in with each request': (all, turn, vendor) => [...added(all, turn, vendor).reverse(), ...all],
  'five rows come in with each request': (all, turn, vendor) => [
    ...added(all, turn * 5, vendor).reverse(),
    ...all,
  ],
  'a row comes in once, behind the first pages': (all, turn, vendor) => [
    ...added(all, turn > 2 ? 1 : 0, vendor),
    ...all,
  ],
  'a row comes in late, amid older ones': (all, turn, vendor) =>
    turn < 4 || all.length < 4
      ? [...all]
      : [...all.slice(0, 3), another(vendor, all[3] as Row, 1), ...all.slice(3)],
  'a row comes in at the end with each request': (all, turn, vendor) => [
    ...all,
    ...Array.from({ length: turn }, (_, index) => another(vendor, all.at(-1) as Row, index, -1 - index)),
  ],
  'the newest row is deleted with each request': (all, turn) => all.slice(turn),
  'the oldest row is deleted with each request': (all, turn) => all.slice(0, Math.max(0, all.length - turn)),
  'a row in the middle is deleted with each request': (all, turn) =>
    all.filter((_, index) => index < 4 || index >= 4 + turn),
  'a row is changed with each request': (all, turn) =>
    all.map((row, index) => (index < turn ? { ...row, ...changedText(row) } : row)),
  'a row is changed with each request, and becomes the newest': (all, turn, vendor) => {
    const moved = Array.from({ length: Math.min(turn, all.length) }, (_, index) =>
      later(vendor, { ...(all[all.length - 1 - index] as Row), ...timeOf(all, vendor) }, index + 1),
    );
    return [...moved.reverse(), ...all.slice(0, Math.max(0, all.length - turn))];
  },
  'all rows are deleted after a while': (all, turn) => (turn < 9 ? [...all] : []),
  'there are no rows at first': (all, turn) => (turn < 4 || all.length < 4 ? [] : [...all]),
};

function changedText(row: Row): Row {
  const name = ['title', 'subject', 'segment_name'].find((one) => one in row) as string;
  return { [name]: `${row[name]}!` };
}

function timeOf([first]: readonly Row[], vendor: Vendor): Row {
  const name = {
    tiny: 'written',
    gptbots: 'recent_chat_time',
    cybotstar: 'create_time',
    bigmodel: 'create_time',
  }[vendor];
  return { [name]: first?.[name] } as Row;
}

/** One page, and two that shift while they are walked. */
const SIZES: Readonly<Partial<Record<Vendor, number>>> = { tiny: 21, cybotstar: 130 };

/** What is called broken of a list whose rows move so. */
export async function wrongOfMoving(vendor: Vendor, name: string): Promise<string[]> {
  const move = MOVES[name] as Move;
  // What changes here is not the same row under a filter as without one.
  const only = vendor === 'tiny' && !name.includes('changed') ? ONLY : FEW;
  const right = await rightServer(vendor, SIZES[vendor]);
  const server = cutting(vendor, right, (cut) => cut.cut(move(cut.all, cut.turn, vendor)));
  return wrongs(await run(server, { only, live: true }));
}
