import { distance } from 'fastest-levenshtein';
import type { Matcher } from '../../spec/match.ts';
import { ProblemError } from './problem.ts';

type NoMatch = Extract<ReturnType<Matcher['match']>, { miss: string }>;

/** Says what there is instead of what was asked for. */
export function nothingThere(
  { matcher }: { readonly matcher: Matcher },
  miss: NoMatch,
  method: string,
  path: string,
): ProblemError {
  const own = matcher.routes.filter(({ mount }) => mount === '');
  if (miss.miss === 'method') {
    const methods = [...new Set(miss.routes.map(({ operation }) => operation.method))];
    return new ProblemError(
      405,
      'That method is not allowed here',
      `${method} ${path}: send ${methods.join(' or ')}.`,
      { headers: { allow: methods.join(', ') } },
    );
  }
  const operations = own
    .map(({ operation, template }) => `${operation.method} ${template}`)
    .sort((a, b) => far(a) - far(b));
  return new ProblemError(
    404,
    'Confab has no such operation of its own',
    `${method} ${path}: the nearest is ${operations[0]}; /_confab/openapi.json describes all.`,
    { operations },
  );

  function far(name: string): number {
    return distance(`${method} ${path}`.slice(0, 200), name);
  }
}
