import { parsePointer, toPointer } from './json-pointer.ts';

/**
 * Where a value stands in a request: `name` is that of a parameter (lower case in headers), `path` leads into the body, or
 * into a parameter that is an object.
 */
export interface RequestLocation {
  readonly in: 'query' | 'path' | 'header' | 'cookie' | 'body';
  readonly name: string;
  readonly path: readonly string[];
}

/**
 * An OpenAPI runtime expression (OpenAPI 3.1, section 4.8.20.3), parsed: where in a request or a
 * response a value stands.
 */
export interface Expression extends RequestLocation {
  readonly text: string;
  readonly of: 'request' | 'response';
  readonly in: 'query' | 'path' | 'header' | 'body';
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

/** The name that a person knows the location by: the parameter's name, or the body property's. */
export function labelOf(location: RequestLocation): string {
  if (location.in === 'body') return location.path.at(-1) ?? 'body';
  return location.path.reduce((label, member) => `${label}[${member}]`, location.name);
}

/** The key of the field at a location, of a parameter's member that of the parameter: `query/page`, `body/filter/name`. */
export function keyOf(location: RequestLocation): string {
  return location.in === 'body' ? `body${toPointer(location.path)}` : `${location.in}/${location.name}`;
}

/** `$request.query.created[gte]` as a member of the parameter `created`; undefined where it has no brackets. */
export function asMember(expression: Expression): Expression | undefined {
  const [, name, members] = /^([^[\]]+)((?:\[[^[\]]+\])+)$/.exec(expression.name) ?? [];
  if (name === undefined || members === undefined || expression.of !== 'request') return undefined;
  return { ...expression, name, path: members.slice(1, -1).split('][') };
}
