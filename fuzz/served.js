import { problemOfAnswer, STRICT, toExchange } from './answers.js';
import { createDrafts, toFetch } from './drafts.js';

/**
 * Asks a mock once for each operation; what is wrong with its answers, undefined when nothing is. `isTold` says whether
 * the start told of what may be wrong with an operation's.
 */
export async function problemOfServed(lib, mock, isTold = () => false) {
  for (const { spec, operation, credentials, make } of createDrafts(lib, mock.specs)) {
    const made = make();
    if (!URL.canParse(made.url)) continue;
    const proven = await credentials.apply({ ...made, url: new URL(made.url).href });
    const request = toFetch(proven);
    if (!request) continue;
    const response = await mock.fetch(request);
    const exchange = await toExchange(proven, response);
    const problem = problemOfAnswer(lib, spec, operation, exchange, (check) => STRICT.has(check));
    const isExcused = /^(schema|status|media-type|header|500): /.test(problem) && isTold(spec, operation);
    if (problem !== undefined && !isExcused) return `${operation.id}: ${problem}`;
  }
  return undefined;
}
