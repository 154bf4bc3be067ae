import { CHECK_NAME } from '../result/check-facts.ts';
import { WAIVER_STATES } from '../result/waivers.ts';
import { count, moment, object, oneOf, ref, text } from './schema-words.ts';

const DAY = { format: 'date' };

/** The name of a check: one of the suite's, or of a check that a user added. */
export const check = text('Its name in the catalogue.', { pattern: CHECK_NAME.source });

export const waived = object({
  reason: text(),
  expires: text('The last day on which the waiver is valid.', DAY),
  finding: ref('finding'),
});

export const gone = object({
  check,
  level: ref('level'),
  operation: text(),
  title: text(),
  pointer: text(),
});

export const baseline = object(
  { at: moment('When the run of the baseline began, in epoch milliseconds.') },
  {},
  'The earlier result that known findings were told by; absent where none was given.',
);

export const waiver = object(
  {
    check,
    reason: text(),
    expires: text('The last day on which it is valid.', DAY),
    file: text('Where it is written.'),
    state: oneOf(
      WAIVER_STATES,
      'used: it accepted findings. unused: no finding matches it. expired: its last day is over, so what it matches fails again. idle: what it is about took no part in the run.',
    ),
    count: count('How many findings it matches.'),
  },
  {
    pointer: text(),
    vendor: text(),
    operation: text(),
    line: count(undefined, 1),
    sentence: text('What a person should know about it; absent when it does its work.'),
  },
  'A waiver, and what became of it.',
);
