import { type RequestRules, readParameters } from '../spec/request-errors.ts';
import type { RequestValues } from '../spec/request-values.ts';
import type { RequestTexts } from '../spec/text-pairs.ts';
import { cookiePairs, formPairs, headerPairs, NO_PAIRS, pathPairs } from '../spec/text-pairs.ts';
import type { Incoming } from './incoming.ts';

/** Reads the declared parameters of a request, each in the type of its schema. */
export function createParameterReader(
  rules: RequestRules,
): (incoming: Incoming) => Omit<RequestValues, 'body'> {
  const has = new Set(rules.parameters.map(({ field }) => field.in));
  return (incoming) => {
    const texts: RequestTexts = {
      path: has.has('path') ? pathPairs(incoming.encodedPath) : NO_PAIRS,
      query: has.has('query') ? formPairs(incoming.query) : NO_PAIRS,
      header: has.has('header') ? headerPairs((name) => incoming.header(name)) : NO_PAIRS,
      cookie: has.has('cookie') ? cookiePairs(incoming.header('cookie')) : NO_PAIRS,
    };
    return readParameters(rules, texts);
  };
}
