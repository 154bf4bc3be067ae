import { parsePointer, toPointer } from './json.ts';

/**
 * An OpenAPI runtime expression (OpenAPI 3.1, section 4.8.20.3), parsed: where in a request or a
 * response a value stands. `name` is set for query, path and header (lower case), `path` for a body.
 */
export interface Expression {
  readonly text: string;
  readonly of: 'request' | 'response';
  readonly in: 'query' | 'path' | 'header' | 'body';
  readonly name: string;
  readonly path: readonly string[];
}

const GRAMMAR = /^\$(request|response)\.(?:(query|path|header)\.([^#{}]+)|body(?:#((?:\/[^{}]*)?))?)$/;

/** Parses `$request.query.page`, `$response.body#/data/list`, …; undefined when it is no such expression. */
export function parseExpression(text: string): Expression | undefined {
  const match = GRAMMAR.exec(text);
  if (!match) return undefined;
  const [, of, place, name = '', pointer = ''] = match;
  return {
    text,
    of: of as Expression['of'],
    in: (place ?? 'body') as Expression['in'],
    name: place === 'header' ? name.toLowerCase() : name,
    path: parsePointer(pointer),
  };
}

/** The name that a person knows the place by: the parameter's name, or the body property's. */
export function labelOf(expression: Expression): string {
  return expression.in === 'body' ? (expression.path.at(-1) ?? 'body') : expression.name;
}

/** The key under which a checked request keeps the value: `query/page`, `body/filter/name`. */
export function keyOf(expression: Expression): string {
  return expression.in === 'body'
    ? `body${toPointer(expression.path)}`
    : `${expression.in}/${expression.name}`;
}
