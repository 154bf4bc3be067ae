import { SpecError } from '../errors.ts';
import { checkCompiled } from './check-compiled.ts';
import { checkDocument } from './check-document.ts';
import { checkEvidence } from './check-evidence.ts';
import { checkExamples } from './check-examples.ts';
import { checkHints } from './check-hints.ts';
import { checkNames } from './check-names.ts';
import { checkSchemas } from './check-schemas.ts';
import { checkSecurity } from './check-security.ts';
import { checkSiblings } from './check-siblings.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { toSpec } from './operations.ts';
import { createOrigins, withOrigins } from './origins.ts';
import { applyOverlay } from './overlay.ts';
import { applyHints } from './recognise/apply-hints.ts';
import { recognise } from './recognise/recognise.ts';
import type { Source } from './source.ts';
import type { Spec } from './spec.ts';
import type { SpecWarning } from './spec-warning.ts';
import { upgrade } from './upgrade.ts';
import { checkVocabulary } from './vocabulary.ts';

/** Makes a spec of a document and its overlays, in the order in which each step needs the one before. */
export async function checkSpec(file: string, sources: readonly Source[], name: string): Promise<Spec> {
  try {
    return await toCheckedSpec(file, sources, name);
  } catch (error) {
    const isOverflow = [error, (error as Error).cause].some((one) => one instanceof RangeError);
    if (!isOverflow) throw error;
    throw new SpecError(
      'the schemas of this document refer to one another in too many steps to follow: a chain of references must be shorter',
      { file: sources[0]?.file ?? file },
      { cause: error },
    );
  }
}

async function toCheckedSpec(
  file: string,
  [base, ...overlays]: readonly Source[],
  name: string,
): Promise<Spec> {
  if (!base || !isObject(base.value)) {
    throw new SpecError('this is not an OpenAPI document: it must be an object', {
      file: base?.file ?? file,
      line: 1,
    });
  }
  const warnings: SpecWarning[] = [];
  const upgraded = await upgrade(base.value, base);
  let document: Json = upgraded;
  const origins = createOrigins();
  for (const overlay of overlays) document = applyOverlay(document, overlay, origins);
  const { document: whole, source } = checkDocument(document as JsonObject, withOrigins(base, origins), file);
  const recognised = recognise(whole);
  const bundled = applyHints(whole, recognised.hints);
  checkVocabulary(bundled, source);
  checkSchemas(bundled, source);
  checkEvidence(bundled, upgraded, source);
  checkSiblings(bundled, source);
  await checkHints(bundled, source);
  const texts = [source, ...overlays].flatMap((one) => one.texts ?? []);
  const spec = toSpec(bundled, { ...source, texts }, name, warnings, recognised);
  checkSecurity(spec, source);
  checkNames(spec, source);
  checkCompiled(spec, source);
  warnings.push(...checkExamples(spec, source));
  return spec;
}
