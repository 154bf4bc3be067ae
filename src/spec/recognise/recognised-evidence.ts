const SAID = 'assumed: recognised by its name';

/** What is recognised may be wrong: a check that finds it so says that it was assumed. */
export const RECOGNISED = {
  word: SAID,
  rows: { 'x-confab/collection': SAID, 'x-confab/items': SAID },
  row: { 'x-confab/collection': SAID, 'x-confab/items': SAID },
  id: { 'x-confab/value': SAID },
  time: { 'x-confab/time': SAID },
  laterTime: { 'x-confab/time': SAID, 'x-confab/from': SAID },
} as const;
