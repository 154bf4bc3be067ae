import { evidenceOf } from './evidence.ts';
import { valueAt } from './json-pointer.ts';
import type { SchemaError } from './schema-error.ts';
import { type SchemaSet, schemaSetsOf } from './schema-set.ts';
import type { Evidence, Spec } from './spec.ts';

/** A statement of the document: where it stands, and how well it is known. */
export interface Statement {
  readonly source: string;
  readonly evidence: Evidence;
}

/** What a node of the document says by a keyword, a name or a word. */
export function statementAt({ document }: Spec, node: string, statement: string): Statement {
  return { source: `${node}/${statement}`, evidence: evidenceOf(document, node, statement) };
}

/** The keyword that a value does not fulfil, at its schema location. */
export function errorStatement(spec: Spec, { location, keyword, property }: SchemaError): Statement {
  if (keyword === 'false schema') return ofFalse(spec, location);
  const source = `${location}/${keyword}`;
  if (keyword !== 'required' || property === undefined) return statementAt(spec, location, keyword);
  // The name has a line of its own, which may be an overlay's.
  const names = valueAt(spec.document, source);
  const index = Array.isArray(names) ? names.indexOf(property) : -1;
  const own = index < 0 ? source : `${source}/${index}`;
  return { ...statementAt(spec, location, `required/${property}`), source: own };
}

/** What the schemas of a value say by a keyword or a word of `x-confab`; undefined where none does. */
export function setStatement(spec: Spec, set: SchemaSet, keyword: string): Statement | undefined {
  const { schemas } = schemaSetsOf(spec.document).possible(set);
  const found = schemas.find(({ schema }) => valueAt(schema, `/${keyword}`) !== undefined);
  return found && statementAt(spec, found.location, keyword);
}

/** `false` in the place of a schema is a statement of the schema around it: `properties/old`. */
function ofFalse(spec: Spec, location: string): Statement {
  const [, node = '', statement = ''] =
    /^(.*)\/((?:properties|patternProperties|\$defs|prefixItems|allOf|anyOf|oneOf)\/[^/]*|[^/]*)$/.exec(
      location,
    ) ?? [];
  return { ...statementAt(spec, node, statement), source: location };
}
