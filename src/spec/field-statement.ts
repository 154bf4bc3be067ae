import type { Field } from './field.ts';
import { isObject, type JsonObject, member } from './json.ts';
import { fromReference, valueAt } from './json-pointer.ts';
import type { Evidence, Spec } from './spec.ts';

/** What the document says of a field in one keyword of its schema: where, and how well it is known. */
export function fieldStatement(
  { document }: Spec,
  { source, evidence }: Field,
  keyword: string,
): { source: string; evidence: Evidence } {
  return { source: `${holderOf(document, source, keyword) ?? source}/${keyword}`, evidence };
}

/** The location of the schema that has the keyword: it may be behind references, or a part of `allOf`. */
function holderOf(document: JsonObject, at: string, keyword: string, depth = 0): string | undefined {
  const schema = valueAt(document, at);
  if (!isObject(schema) || depth > 20) return undefined;
  if (member(schema, keyword) !== undefined) return at;
  const parts = Array.isArray(schema.allOf) ? schema.allOf.map((_, index) => `${at}/allOf/${index}`) : [];
  const below = typeof schema.$ref === 'string' ? [fromReference(schema.$ref), ...parts] : parts;
  for (const one of below) {
    const found = holderOf(document, one, keyword, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
