import { problemOfAnswer, STRICT, toExchange } from './answers.js';
import { createDrafts, toFetch } from './drafts.js';

/** Asks a mock once for each operation; what is wrong with its answers, undefined when nothing is. */
export async function problemOfServed(lib, mock) {
  for (const { spec, operation, credentials, make } of createDrafts(lib, mock.specs)) {
    const made = make();
    if (!URL.canParse(made.url)) continue;
    const proven = await credentials.apply({ ...made, url: new URL(made.url).href });
    const request = toFetch(proven);
    if (!request) continue;
    const response = await mock.fetch(request);
    const exchange = await toExchange(proven, response);
    const problem = problemOfAnswer(lib, spec, operation, exchange, (check) => STRICT.has(check));
    if (problem !== undefined) return `${operation.id}: ${problem}`;
  }
  return undefined;
}
