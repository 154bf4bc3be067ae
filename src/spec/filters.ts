import type { DeclaredExpressions } from './declared-expressions.ts';
import { statedIn } from './evidence.ts';
import { DOCUMENTED, weakest } from './grade.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { toPointer } from './json-pointer.ts';
import type { FieldCheck } from './order.ts';
import { FILTER_TESTS, type Filter } from './spec.ts';

/** Resolves `filters`: a field has one filter, or a list of them. Throws a SpecError for what no request could mean by one. */
export function toFilters(
  raw: Json | undefined,
  expressions: DeclaredExpressions,
  field: FieldCheck,
): Filter[] {
  return Object.entries(isObject(raw) ? raw : {}).flatMap(([name, blocks]) => {
    const at = `/filters${toPointer([name])}`;
    return Array.isArray(blocks)
      ? blocks.map((block, index) =>
          toFilter(name, block as JsonObject, `${at}/${index}`, expressions, field),
        )
      : [toFilter(name, blocks as JsonObject, at, expressions, field)];
  });
}

function toFilter(
  name: string,
  block: JsonObject,
  at: string,
  expressions: DeclaredExpressions,
  field: FieldCheck,
): Filter {
  const evidence = (word: string) => statedIn(block.evidence, word);
  const all = FILTER_TESTS.flatMap((test) => {
    const values = block[test] === undefined ? [] : [block[test]].flat();
    return values.map((value) => ({ test, value }));
  });
  const tests = all.flatMap(({ test, value }) =>
    isObject(value) ? [] : [{ test, from: expressions.any(String(value), `${at}/${test}`) }],
  );
  const constants = all.flatMap(({ test, value }) =>
    isObject(value) ? [{ test, value: value.const as Json }] : [],
  );
  const when = Object.entries(isObject(block.when) ? block.when : {}).map(([text, wanted]) => ({
    place: expressions.request(text, `${at}/when`),
    value: wanted,
  }));
  const [constant] = constants;
  if (constant && when.length === 0)
    throw expressions.error(
      `${at}/${constant.test}`,
      'a constant filter needs `when`, which says by which value a request switches it on',
    );
  const [first = DOCUMENTED, ...others] = all.map(({ test }) => evidence(test));
  return {
    field: field(name, at),
    tests: tests.filter(({ from }) => from.of === 'request'),
    constants,
    shows: tests.filter(({ from }) => from.of === 'response').map(({ from }) => from),
    any: block.any,
    when,
    evidence: weakest(first, ...others),
    evidenceOf: evidence,
  };
}
