import { SpecError } from '../errors.ts';
import { asMember, type Expression, keyOf, parseExpression } from './expressions.ts';
import type { JsonObject } from './json.ts';
import { isJson } from './media-type.ts';
import type { Parameter } from './parameters.ts';
import type { Reader } from './reader.ts';
import type { MediaType, Operation, ResponseSpec } from './spec.ts';

/** An operation before its `x-confab` is resolved. */
export type BareOperation = Omit<Operation, 'list' | 'fields'> & {
  readonly parameters: readonly Parameter[];
};

/** The runtime expressions of an operation's `x-confab`; `pointer` is where one stands in it. */
export interface DeclaredExpressions {
  any(text: string, pointer: string): Expression;
  request(text: string, pointer: string): Expression;
  response(text: string, pointer: string): Expression;
  /** The first success that has what an expression of the response names. */
  success(expression: Expression): Success;
  /** The schema of the value in the request; an empty one where the document has none. */
  schemaOf(expression: Expression): JsonObject;
  error(pointer: string, problem: string): SpecError;
}

interface Success {
  readonly success: ResponseSpec;
  readonly media: MediaType;
}

/** Parses expressions. Throws a SpecError for one that names what the operation does not declare. */
export function createDeclaredExpressions(
  reader: Reader,
  operation: BareOperation,
  at: string,
): DeclaredExpressions {
  const { source, schemas } = reader;
  const error = (pointer: string, problem: string) => new SpecError(problem, source.at(at + pointer));

  function any(text: string, pointer: string): Expression {
    const expression = parseExpression(text);
    if (!expression)
      throw error(pointer, `${text} is not an OpenAPI runtime expression, such as $request.query.page`);
    if (isDeclared(expression)) return expression;
    const member = asMember(expression);
    if (member && schemas.at(parameterAt(member)?.schema, member.path)) return member;
    throw error(pointer, `${text} names a place that the operation does not declare`);
  }

  function isDeclared(expression: Expression): boolean {
    if (expression.of === 'response' && expression.in === 'header')
      return [...operation.responses].some(
        ([status, { headers }]) => /^2/.test(status) && headers.has(expression.name),
      );
    if (expression.of === 'response') return successOf(expression) !== undefined;
    if (expression.in === 'body') {
      const media = [...(operation.body?.content.values() ?? [])];
      return media.some(({ schema }) => schemas.at(schema, expression.path) !== undefined);
    }
    return parameterAt(expression) !== undefined;
  }

  function parameterAt(expression: Expression): Parameter | undefined {
    return operation.parameters.find((parameter) => keyOfParameter(parameter) === keyOf(expression));
  }

  function of(side: Expression['of']) {
    return (text: string, pointer: string) => {
      const expression = any(text, pointer);
      if (expression.of === side) return expression;
      throw error(pointer, `${text} must name a place in the ${side}`);
    };
  }

  function successOf({ path }: Expression): Success | undefined {
    for (const [status, success] of operation.responses) {
      if (!/^2/.test(status)) continue;
      const named = [...success.content.values()].filter((media) => schemas.at(media.schema, path));
      // A list is written as JSON, whatever else the document declares before it.
      const media = named.find(isJson) ?? named[0];
      if (media) return { success, media };
    }
    return undefined;
  }

  function schemaOf(expression: Expression): JsonObject {
    const { in: place, path } = expression;
    const media = [...(operation.body?.content.values() ?? [])];
    const found =
      place === 'body' ? media.find(({ schema }) => schemas.at(schema, path)) : parameterAt(expression);
    return schemas.at(found?.schema, path) ?? {};
  }

  return {
    any,
    schemaOf,
    request: of('request'),
    response: of('response'),
    success: (expression) => successOf(expression) as Success,
    error,
  };
}

/** The key of a parameter's field. */
export function keyOfParameter({ in: place, name }: Pick<Parameter, 'in' | 'name'>): string {
  return keyOf({ in: place, name: place === 'header' ? name.toLowerCase() : name, path: [] });
}
