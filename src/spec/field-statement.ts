import { evidenceOf } from './evidence.ts';
import type { Field } from './field.ts';
import { isObject, type JsonObject } from './json.ts';
import { fromReference, valueAt } from './json-pointer.ts';
import type { Spec } from './spec.ts';
import type { Statement } from './statement.ts';

/** What says of which type a value is, where no `type` does. */
const IN_PLACE_OF_TYPE = ['type', 'enum', 'const', 'oneOf', 'anyOf'];

/**
 * What the document says of a field in one keyword of its schema or in one word of `x-confab`: where, and how well
 * it is known. `required`: whether it must be there; `items/type`: of which type the items of a list are; `type/null`,
 * `enum/all`: one of several types, one listed value.
 */
export function fieldStatement({ document }: Spec, field: Field, keyword: string): Statement {
  const [, word = keyword, one] = /^(type|enum)\/(.*)$/s.exec(keyword) ?? [];
  const { node, statement } = word === 'required' ? field.presence : makerOf(document, field, word);
  const source = `${node}/${word === 'required' ? word : statement}`;
  const isOne = one !== undefined && statement === word;
  return { source, evidence: evidenceOf(document, node, isOne ? `${word}/${one}` : statement) };
}

type Maker = Field['presence'];

function makerOf(document: JsonObject, { source, presence, in: place }: Field, keyword: string): Maker {
  const isOfParameter = place !== 'body' && valueAt(document, `${presence.node}/${keyword}`) !== undefined;
  return isOfParameter ? { node: presence.node, statement: keyword } : makerBelow(document, source, keyword);
}

function makerBelow(document: JsonObject, source: string, keyword: string): Maker {
  if (keyword.startsWith('items/')) {
    const list = holderOf(document, source, 'items') ?? source;
    return makerBelow(document, `${list}/items`, keyword.slice('items/'.length));
  }
  for (const statement of keyword === 'type' ? IN_PLACE_OF_TYPE : [keyword]) {
    const node = holderOf(document, source, statement);
    if (node !== undefined) return { node, statement };
  }
  return { node: source, statement: keyword };
}

/** The location of the schema that has the keyword: it may be behind references, or a part of `allOf`. */
function holderOf(document: JsonObject, at: string, keyword: string, depth = 0): string | undefined {
  const schema = valueAt(document, at);
  if (!isObject(schema) || depth > 20) return undefined;
  if (valueAt(schema, `/${keyword}`) !== undefined) return at;
  const parts = Array.isArray(schema.allOf) ? schema.allOf.map((_, index) => `${at}/allOf/${index}`) : [];
  const below = typeof schema.$ref === 'string' ? [fromReference(schema.$ref), ...parts] : parts;
  for (const one of below) {
    const found = holderOf(document, one, keyword, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
