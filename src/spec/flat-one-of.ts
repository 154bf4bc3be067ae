import type { AnySchema, KeywordCxt } from 'ajv';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import { ajvLibrary } from './ajv-library.ts';
import { replaceKeyword } from './replace-keyword.ts';

/**
 * Puts a `oneOf` in the place of Ajv's that says the same, but for a `discriminator` beside it. Ajv writes each alternative into the `else` of the one before:
 * 3,000 of them overflow the stack, and 1,000 take seconds.
 */
export function addFlatOneOf(ajv: Ajv2020): void {
  replaceKeyword(ajv, 'oneOf', 'allOf', () => writeOneOf);
}

function writeOneOf(cxt: KeywordCxt): void {
  const { _, Name } = ajvLibrary();
  const { gen } = cxt;
  // OpenAPI: a discriminator says which alternative is meant, so that others may fit as well.
  const mayFitSeveral = cxt.parentSchema.discriminator !== undefined;
  const valid = gen.let('valid', false);
  const passing = gen.let('passing', null);
  const fits = gen.name('_valid');
  cxt.setParams({ passing });
  for (const index of (cxt.schema as AnySchema[]).keys()) {
    // Once a second one fits, no other has to be tried.
    gen.if(_`${valid} || ${passing} === null`, () => {
      const alternative = cxt.subschema({ keyword: 'oneOf', schemaProp: index, compositeRule: true }, fits);
      gen.if(_`${fits} && ${valid}`);
      if (!mayFitSeveral) gen.assign(valid, false).assign(passing, _`[${passing}, ${index}]`);
      gen.elseIf(fits);
      gen.assign(valid, true).assign(passing, index);
      cxt.mergeEvaluated(alternative, Name);
      gen.endIf();
    });
  }
  cxt.result(
    valid,
    () => cxt.reset(),
    () => cxt.error(true),
  );
}
