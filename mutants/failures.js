import { isObject } from './parsed-request.js';

/** What can go wrong behind the door. */
const DATA_CAUSES = ['internal', 'invalid-parameter', 'not-found'];

/** The documented body of the first of these causes that the operation names. */
export function failureExample({ lib, operation }, causes = DATA_CAUSES) {
  for (const cause of causes) {
    const answer = lib.failureOf(operation, cause);
    const example = answer?.media.examples.get(answer.example);
    if (isObject(example)) return example;
  }
  return undefined;
}

/** The whole documented answer of a cause, as the mock would give it. */
export function failureAnswer({ lib, operation }, cause, parameter, keyword) {
  const failure = lib.failureOf(operation, cause, parameter, keyword);
  if (!failure) return undefined;
  const example = failure.media.examples.get(failure.example);
  const text = typeof example === 'string' ? example : JSON.stringify(example);
  return {
    status: failure.status,
    headers: [['content-type', failure.media.type]],
    bytes: new TextEncoder().encode(text.replaceAll('{parameter}', parameter ?? '')),
  };
}
