import { SpecError } from '../errors.ts';
import { keyOfParameter } from './declared-expressions.ts';
import { type Expression, keyOf, labelOf, parseExpression } from './expressions.ts';
import type { Json, JsonObject } from './json.ts';
import type { Parameter } from './parameters.ts';
import type { Reader } from './reader.ts';
import { sentMediaOf } from './request-format.ts';
import { securitySchemesOf } from './security.ts';
import type { Operation } from './spec.ts';

/** Resolves `x-confab.match` of an operation. Throws a SpecError for a parameter that is not there. */
export function toMatching(
  { document, source, schemas }: Reader,
  raw: Json | undefined,
  { pointer, parameters, body }: Pick<Operation, 'pointer' | 'body'> & { parameters: readonly Parameter[] },
): Operation['match'] {
  const media = sentMediaOf({ body });
  const known = [
    ...parameters.map(keyOfParameter),
    ...[...schemas.properties(media?.schema).keys()].map((name) => `body/${name}`),
  ];
  const said = (Array.isArray(raw) ? raw : []).map(String);
  const read = (isMeant: (text: string) => boolean) =>
    said.filter(isMeant).map((written): Expression => {
      const text = written.replace(/^-/, '');
      const expression = parseExpression(text);
      // Below a body's property the schema may leave open what there is.
      const key = expression && (expression.in === 'body' ? `body/${expression.path[0]}` : keyOf(expression));
      if (expression && key !== undefined && known.includes(key)) return expression;
      const at = `${pointer}/x-confab/match/${said.indexOf(written)}`;
      throw new SpecError(
        `the request has no ${expression ? labelOf(expression) : text}; it has ${known.join(', ') || 'nothing'}`,
        source.at(at),
      );
    });
  // Who asks says nothing of what is asked for, and neither does that nobody says who.
  const isLeftOut = (text: string) => text.startsWith('-');
  return {
    ignore: [...read(isLeftOut), ...keysInQuery(document)],
    also: read((text) => !isLeftOut(text)),
  };
}

function keysInQuery(document: JsonObject): Expression[] {
  return Object.values(securitySchemesOf(document)).flatMap((scheme) => {
    const isOne = scheme.type === 'apiKey' && scheme.in === 'query';
    return isOne ? (parseExpression(`$request.query.${scheme.name}`) ?? []) : [];
  });
}
