import { type RequestRules, readParameters } from '../spec/request-errors.ts';
import type { RequestValues } from '../spec/request-values.ts';
import type { ParameterPlace } from '../spec/serialisation.ts';
import type { RequestTexts } from '../spec/text-pairs.ts';
import { cookiePairs, formPairs, headerPairs, NO_PAIRS, pathPairs } from '../spec/text-pairs.ts';
import type { Incoming } from './incoming.ts';

/** Reads the declared parameters of a request, each in the type of its schema. */
export function createParameterReader(
  rules: RequestRules,
): (incoming: Incoming) => Omit<RequestValues, 'body'> {
  const has = (place: ParameterPlace) => rules.parameters.some(({ field }) => field.in === place);
  const [hasPath, hasQuery, hasHeader, hasCookie] = [has('path'), has('query'), has('header'), has('cookie')];
  return (incoming) => {
    const texts: RequestTexts = {
      path: hasPath ? pathPairs(incoming.encodedPath) : NO_PAIRS,
      query: hasQuery ? formPairs(incoming.query) : NO_PAIRS,
      header: hasHeader ? headerPairs((name) => incoming.header(name)) : NO_PAIRS,
      cookie: hasCookie ? cookiePairs(incoming.header('cookie')) : NO_PAIRS,
    };
    return readParameters(rules, texts);
  };
}
