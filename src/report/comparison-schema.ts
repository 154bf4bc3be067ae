import { OUTCOMES } from '../result/compare.ts';
import { count, flag, list, moment, object, oneOf, ref, text } from './schema-words.ts';

/** Entries that are the same on both sides are only counted, and those that neither side was checked for are left out. */
const WRITTEN_OUTCOMES = OUTCOMES.filter((outcome) => outcome !== 'same' && outcome !== 'neither');

export const side = object(
  {
    name: text('The target, with the time where both are the same.'),
    at: moment('When the run began, in epoch milliseconds.'),
    grade: ref('grade'),
    verdict: ref('verdict'),
  },
  {},
  'One of two runs.',
);

export const comparison = object(
  {
    left: ref('side'),
    right: ref('side'),
    vendors: list(object({ vendor: text(), operations: list(ref('comparedOperation')) })),
  },
  {},
  'Two runs side by side.',
);

const ABSENT = "Absent where that side's document does not have the entry.";
const MISSING = 'Absent where that side does not have it.';

const entry = object(
  {
    kind: ref('kind'),
    name: text(),
    outcome: oneOf(
      WRITTEN_OUTCOMES,
      'parts: one side holds and the other one is broken. left, right: only that side was checked.',
    ),
  },
  { left: ref('state', ABSENT), right: ref('state', ABSENT) },
);

const finding = object(
  {
    check: text(),
    title: text(),
    pointer: text(),
    told: flag(
      'False: the check did not run on the side without the finding, so nothing can be said about that side.',
    ),
  },
  { left: ref('level', MISSING), right: ref('level', MISSING) },
);

export const comparedOperation = object({
  operation: text(),
  same: count('Entries that hold on both sides, or are broken on both.'),
  entries: list(entry, 'The others that at least one side was checked for.'),
  findings: list(finding),
});
