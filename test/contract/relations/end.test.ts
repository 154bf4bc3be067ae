import { describe, expect, test } from 'vitest';
import { some } from '../../_some.ts';
import type { Answer, Call } from '../../contract/_true.ts';
import { STRIPE, YOUTUBE } from '../../examples/_body-services.ts';
import { alarms, held } from '../../examples/_held.ts';
import { type Fault, type Row, type Service, serverOf } from '../../examples/_service.ts';

/** The end of lists that move, too far from their beginning for a short look. */

/** A list of so many rows of its kind that no look of five pages comes by its end. */
const long = (service: Service, count: number): Service => ({
  ...service,
  rows: Array.from({ length: count }, (_, index) => {
    const row = service.rows[index % service.rows.length] as Row;
    const at = 1_750_000_000 - index * 4_211;
    return {
      ...row,
      id: `${row.id.slice(0, -4)}${String(index).padStart(4, '0')}`,
      ...(service === STRIPE
        ? { created: at }
        : { contentDetails: { videoId: row.id, videoPublishedAt: new Date(at * 1000).toISOString() } }),
    };
  }),
});

const LISTS = [
  { service: long(STRIPE, 740), check: 'has-more', only: ['has-more'] },
  { service: long(YOUTUBE, 380), check: 'token', only: ['token'] },
];

/** So many rows are there at a request: the newest come in, or the oldest go. */
const MOVES: Readonly<Record<string, (rows: readonly Row[], turn: number) => readonly Row[]>> = {
  'a row comes in every 20 requests': (rows, turn) => rows.slice(Math.max(0, 60 - Math.floor(turn / 20))),
  'the oldest row goes every 7 requests': (rows, turn) => rows.slice(60, rows.length - Math.floor(turn / 7)),
  'the oldest row goes with each request': (rows, turn) => rows.slice(60, Math.max(300, rows.length - turn)),
  'the oldest row is there by turns': (rows, turn) => rows.slice(60, rows.length - (turn % 2)),
};

/** The last page says that rows follow, or leads on. */
const LEADS_ON: Fault = {
  shown: (shown) => ({
    ...shown,
    hasMore: shown.hasMore || (!shown.isBack && shown.rows.length > 0),
    next: shown.next ?? (shown.rows.length > 0 ? shown.from + shown.rows.length : undefined),
  }),
};

function moving(service: Service, move: string, fault: Fault = {}): (call: Call) => Answer {
  let turn = 0;
  return (call) => {
    const rows = MOVES[move]?.(service.rows, turn) ?? [];
    turn += 1;
    return serverOf({ ...service, rows }, fault)(call);
  };
}

describe.each(LISTS)('$service.name ($check)', ({ service, check, only }) => {
  test.each(some(Object.keys(MOVES), 3))('%s: nothing is called broken', async (move) => {
    expect(alarms(await held(service.name, moving(service, move), { live: true, only }))).toEqual([]);
  });

  test('a last page that leads on is found where rows come in', async () => {
    const serve = moving(service, 'a row comes in every 20 requests', LEADS_ON);
    const { findings } = await held(service.name, serve, { live: true, only });
    expect(findings.map((one) => one.check)).toContain(check);
  });
});
