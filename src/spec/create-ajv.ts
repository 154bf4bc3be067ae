import type { Ajv2020 } from 'ajv/dist/2020.js';
import { ajvFormats, ajvLibrary } from './ajv-library.ts';
import { addFlatOneOf } from './flat-one-of.ts';
import type { JsonObject } from './json.ts';
import { addLazyReferences } from './lazy-references.ts';
import { addOneWay, oneWayOf, type ValueWay } from './one-way.ts';
import { compilePattern } from './pattern.ts';
import { prepareDocument } from './prepare-document.ts';
import { addUniqueItems } from './unique-items.ts';

/** As ajv-formats has it, without a way to read the user's part twice: that took the square of a text's length. */
function urlFormat({ source, flags }: RegExp): RegExp {
  return new RegExp(source.replace('(?:\\S+(?::\\S*)?@)?', '(?:\\S+@)?'), flags);
}

/** How Ajv compiles patterns; the text is only for code that is written out, which ours never is. */
const REG_EXP = Object.assign((source: string) => compilePattern(source), { code: 'compilePattern' });

/** Ajv as values of a document are held against its schemas, with the document as `spec`; `find` gives what a reference means. */
export function createAjv(
  document: JsonObject,
  find: Parameters<typeof addLazyReferences>[1],
  way: ValueWay,
): Ajv2020 {
  const { isInherited, isUnevaluated, isNamed } = prepareDocument(document);
  const { Ajv2020 } = ajvLibrary();
  const ajv = new Ajv2020({
    allErrors: true,
    ownProperties: isInherited,
    // 4.35 is a multiple of 0.01, although no two doubles say so.
    multipleOfPrecision: 8,
    strict: false,
    // Compiling JSON Schema's own schema for each document costs more than the document's.
    validateSchema: false,
    validateFormats: true,
    verbose: true,
    logger: false,
    code: { regExp: REG_EXP },
  });
  // The option itself is not for this draft, which always has it.
  ajv.opts.unevaluated = isUnevaluated;
  const addFormats = ajvFormats().default;
  addFormats(ajv);
  ajv.addFormat('url', urlFormat(addFormats.get('url') as RegExp));
  addUniqueItems(ajv);
  const exempt = oneWayOf(document);
  if (exempt) addOneWay(ajv, exempt, way);
  addFlatOneOf(ajv);
  addLazyReferences(ajv, find);
  // An earlier draft's keyword, for which Ajv throws: in this one it is a word like any other.
  ajv.removeKeyword('id');
  const schema: JsonObject = { $id: 'spec' };
  // Ajv looks through all of a schema that it is given, for names that others refer to.
  if (isNamed) Object.assign(schema, document, { $id: 'spec' });
  ajv.addSchema(schema, 'spec', false, false);
  if (!isNamed) Object.assign(schema, document, { $id: 'spec' });
  return ajv;
}
