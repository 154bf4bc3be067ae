import type { AnySchema, KeywordCxt, SchemaCxt, ValidateFunction } from 'ajv';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import { ajvLibrary, ajvReferences } from './ajv-library.ts';
import { isObject, type Json, member } from './json.ts';
import { replaceKeyword } from './replace-keyword.ts';

/** What a reference of a document means. */
interface ReferredSchema {
  readonly schema: AnySchema;
  /** Compiles it. */
  compile(): ValidateFunction;
}

/** A function that compiles itself when a value is first held against it. */
interface LazyValidate {
  validate: ValidateFunction;
}

/** A schema with at most so many values, none of them a reference, is written into the function that refers to it. */
const MOST_INLINED = 50;

/**
 * Puts another `$ref` in the place of Ajv's: what it means is compiled when the first value comes there. A document's
 * schemas refer to each other in long chains; few values reach many of them, and to follow all would overflow the stack.
 * `find` gives what a reference means, or undefined for one that Ajv has to resolve (`#anchor`, or below an `$id`).
 */
export function addLazyReferences(
  ajv: Ajv2020,
  find: (reference: string, base: string) => ReferredSchema | undefined,
): void {
  const made = new Map<AnySchema, LazyValidate>();

  function lazy({ schema, compile }: ReferredSchema): LazyValidate {
    const before = made.get(schema);
    if (before) return before;
    const one = { validate: first as unknown as ValidateFunction };
    function first(this: unknown, ...given: Parameters<ValidateFunction>) {
      one.validate = compile();
      return one.validate.apply(this as ValidateFunction, given);
    }
    made.set(schema, one);
    return one;
  }

  // Ajv's own way compiles what a reference means before it goes on, through all references behind it.
  replaceKeyword(ajv, '$ref', 'type', (eager) => (cxt) => {
    const target = find(cxt.schema, cxt.it.baseId);
    if (!target) eager.code(cxt);
    else if (isInlined(target.schema)) writeInline(cxt, target.schema);
    else writeCall(cxt, lazy(target));
  });
}

function writeCall(cxt: KeywordCxt, target: LazyValidate): void {
  const { _, Name } = ajvLibrary();
  const { gen, it } = cxt;
  const validate = _`${gen.scopeValue('wrapper', { ref: target })}.validate`;
  const { props, items } = it;
  // What is evaluated is noted here instead: also of what breaks the schema, as where Ajv knows it beforehand.
  Object.assign(it, { props: true, items: true });
  ajvReferences().callRef(cxt, validate);
  Object.assign(it, { props, items });
  if (!it.opts.unevaluated) return;
  const known = _`${validate}.evaluated.props`;
  // An alternative that does not fit evaluates nothing.
  const counts = it.compositeRule ? _`${validate}.errors === null` : _`true`;
  const evaluated = {
    // A copy: what is evaluated besides will be added to it.
    props: gen.var(
      'props',
      _`${counts} ? (typeof ${known} === "object" ? Object.assign({}, ${known}) : ${known}) : undefined`,
    ),
    items: gen.var('items', _`${counts} ? ${validate}.evaluated.items : undefined`),
  };
  cxt.mergeEvaluated(evaluated as unknown as SchemaCxt, Name);
}

/** As Ajv does it. */
function writeInline(cxt: KeywordCxt, schema: AnySchema): void {
  const { gen } = cxt;
  const valid = gen.name('valid');
  const inline = cxt.subschema(
    {
      schema,
      dataTypes: [],
      schemaPath: ajvLibrary().nil,
      topSchemaRef: gen.scopeValue('schema', { ref: schema }),
      errSchemaPath: cxt.schema,
    },
    valid,
  );
  cxt.mergeEvaluated(inline);
  cxt.ok(valid);
}

const REFERENCES = ['$ref', '$dynamicRef', '$recursiveRef', '$id'];

function isInlined(schema: AnySchema): boolean {
  const open: Json[] = [schema as Json];
  for (let count = 0; count < open.length; count += 1) {
    const value = open[count] as Json;
    if (count >= MOST_INLINED) return false;
    if (isObject(value) && REFERENCES.some((keyword) => member(value, keyword) !== undefined)) return false;
    if (typeof value === 'object' && value !== null) open.push(...Object.values(value));
  }
  return true;
}
