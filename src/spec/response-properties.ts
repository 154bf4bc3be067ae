import { toPointer } from './json-pointer.ts';
import { schemaAt } from './located-schema.ts';
import { itemSetsOf, namesOf, type SchemaSet, schemaSetsOf } from './schema-set.ts';
import type { MediaType, Spec } from './spec.ts';

/** A property or an item that the schema of a response describes. */
interface ResponseProperty {
  /** JSON pointer with a star for each index. */
  readonly general: string;
  readonly schemas: SchemaSet;
  /** The schemas of the object or list that it stands in. */
  readonly around: SchemaSet;
  readonly isItem: boolean;
}

/** Deep enough for any envelope; recursive schemas end there. */
const MOST_DEPTH = 8;

/** Everything that a body of a media type may have by its schema, in whichever alternative. */
export function responseProperties({ document }: Spec, { pointer }: MediaType): ResponseProperty[] {
  const sets = schemaSetsOf(document);
  const found = new Map<string, ResponseProperty>();
  const visit = (given: SchemaSet, general: string, depth: number) => {
    if (depth > MOST_DEPTH) return;
    const schemas = sets.possible(given);
    for (const name of namesOf(schemas))
      add(schemas, schemas.property(name), general + toPointer([name]), false, depth);
    for (const item of itemSetsOf(schemas))
      if (item.schemas.length > 0) add(schemas, item, `${general}/*`, true, depth);
  };
  const add = (around: SchemaSet, given: SchemaSet, general: string, isItem: boolean, depth: number) => {
    if (found.has(general)) return;
    found.set(general, { general, schemas: sets.possible(given), around, isItem });
    visit(given, general, depth + 1);
  };
  if (pointer !== '') visit(sets.of(schemaAt(document, pointer)), '', 0);
  return [...found.values()];
}
