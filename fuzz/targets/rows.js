import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { problemOfAnswer, toExchange } from '../answers.js';
import { createDrafts, toFetch } from '../drafts.js';
import { damage, damaged, describeDamage } from '../mutations.js';
import { problemOfError } from '../refused.js';
import { hostileText } from '../values.js';

const DIARY = fileURLToPath(new URL('../../mutants/diary.yaml', import.meta.url));
const NAMES = ['diary.entries', 'diary', 'diary.events', '__proto__', 'nobody'];

/** Rows are served as they were given, also against their schema: the rest of the answer is as documented. */
const HELD = new Set(['status', 'media-type', 'utf-8', 'json', 'duplicate-key']);

/** A user's own rows, damaged: refused with a sentence, or served, filtered and ordered. */
export const target = {
  needs: [
    'createMock',
    'checkExchange',
    'createCredentials',
    'toExampleValues',
    'withValue',
    'toRequestParts',
  ],
  async open(lib) {
    const whole = await lib.createMock({ vendors: [DIARY], rows: 4 });
    const [list] = createDrafts(lib, whole.specs);
    const answer = await whole.fetch(toFetch(await list.credentials.apply(list.make())));
    const { entries } = await answer.json();
    const rowsOf = (input) => parsed(damaged(entries, input.damage));
    return {
      input: fc.record({
        name: fc.oneof({ weight: 5, arbitrary: fc.constant('diary.entries') }, fc.constantFrom(...NAMES)),
        damage,
        filters: fc.array(fc.tuple(fc.nat({ max: 20 }), hostileText), { maxLength: 2 }),
      }),
      async problemOf(input) {
        let mock;
        try {
          const rows = Object.fromEntries([[input.name, rowsOf(input)]]);
          mock = await lib.createMock({ vendors: [DIARY], rows });
          return await ask(lib, mock, input.filters);
        } catch (error) {
          return problemOfError(error, ['UsageError']);
        }
      },
      show: (input) =>
        `rows of ${input.name}, ${describeDamage(entries, input.damage)}, asked with ${JSON.stringify(input.filters)}`,
    };
  },
};

async function ask(lib, mock, filters) {
  for (const { spec, operation, credentials, fields, make } of createDrafts(lib, mock.specs)) {
    const made = make(
      fields.length === 0
        ? []
        : filters.map(([place, text]) => [fields[place % fields.length], text.toWellFormed()]),
    );
    const proven = await credentials.apply({ ...made, url: new URL(made.url).href });
    const request = toFetch(proven);
    if (!request) continue;
    const exchange = await toExchange(proven, await mock.fetch(request));
    const problem = problemOfAnswer(lib, spec, operation, exchange, (check) => HELD.has(check));
    if (problem !== undefined) return `${operation.id}: ${problem}`;
  }
  return undefined;
}

/** A file of rows that is no JSON never gets as far as this. */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
