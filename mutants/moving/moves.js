/**
 * What becomes of a list between two requests. A list is its rows, the newest first; `spare` are newer ones, the next
 * one last, and `late` are older ones that have not come yet.
 */
export const MOVES = {
  'a new row comes': ({ rows, spare }) => ({ rows: [spare.pop(), ...rows] }),
  'five new rows come': ({ rows, spare }) => ({ rows: [...spare.splice(-5).toReversed(), ...rows] }),
  'an old row comes late, amid others': ({ rows, late, turn }) => {
    const row = late[turn % late.length];
    if (!row || rows.includes(row)) return { rows };
    const place = Math.floor((rows.length * (late.indexOf(row) + 1)) / (late.length + 1));
    return { rows: rows.toSpliced(place, 0, row) };
  },
  'the newest row goes': ({ rows }) => ({ rows: rows.slice(1) }),
  'the oldest row goes': ({ rows }) => ({ rows: rows.slice(0, -1) }),
  'a row in the middle goes': ({ rows }) => ({ rows: rows.toSpliced(rows.length >> 1, 1) }),
  'a row comes and the oldest goes': ({ rows, spare }) => ({ rows: [spare.pop(), ...rows.slice(0, -1)] }),
  'the newest row changes': ({ rows, change }) => ({ rows: rows.with(0, change(rows[0])) }),
  'a row changes and becomes the newest': ({ rows, spare, touch }) => {
    const at = rows.length >> 1;
    return { rows: [touch(rows[at], spare.pop()), ...rows.toSpliced(at, 1)] };
  },
};
