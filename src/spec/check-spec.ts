import { SpecError } from '../errors.ts';
import { checkCompiled } from './check-compiled.ts';
import { checkCursors } from './check-cursors.ts';
import { checkDocument } from './check-document.ts';
import { checkEvidence } from './check-evidence.ts';
import { checkExamples } from './check-examples.ts';
import { checkHeaders } from './check-headers.ts';
import { checkHints } from './check-hints.ts';
import { checkIds } from './check-ids.ts';
import { checkLinkTargets } from './check-link-targets.ts';
import { checkNames } from './check-names.ts';
import { checkNewer } from './check-newer.ts';
import { checkSchemas } from './check-schemas.ts';
import { checkSecurity } from './check-security.ts';
import { checkSiblings } from './check-siblings.ts';
import { checkStatuses } from './check-statuses.ts';
import { checkUnread } from './check-unread.ts';
import { extensionsLeft, findExtensions } from './extensions.ts';
import { bringExternalValues } from './external-values.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { checkOfficial } from './official/check-official.ts';
import { toSpec } from './operations.ts';
import { createOrigins, withOrigins } from './origins.ts';
import { applyOverlay } from './overlay.ts';
import { createProblems, type Problems } from './problems.ts';
import { applyHints } from './recognise/apply-hints.ts';
import { recognise } from './recognise/recognise.ts';
import type { Source } from './source.ts';
import type { Spec } from './spec.ts';
import { upgradeFile } from './upgrade/upgrade-file.ts';
import { upgrade, versionOf } from './upgrade.ts';
import { checkVocabulary } from './vocabulary.ts';
import { withoutNulls } from './without-nulls.ts';

/** Makes a spec of a document and its overlays, in the order in which each step needs the one before. */
export async function checkSpec(
  file: string,
  sources: readonly Source[],
  name: string,
  problems: Problems = createProblems(),
): Promise<Spec> {
  try {
    return await toCheckedSpec(file, sources, name, problems);
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
  [first, ...overlays]: readonly Source[],
  name: string,
  problems: Problems,
): Promise<Spec> {
  if (!first || !isObject(first.value)) {
    throw new SpecError('this is not an OpenAPI document: it must be an object', {
      file: first?.file ?? file,
      line: 1,
    });
  }
  const version = versionOf(first.value, first);
  const base = withoutNulls(first, problems.warn);
  const isOlder = version === '2.0' || version === '3.0';
  if (isOlder) await checkOfficial(first.value, version, base, problems);
  problems.settle();
  const { document: upgraded, source: written } = upgrade(first.value, version, base);
  let document: Json = upgraded;
  const origins = createOrigins();
  for (const overlay of overlays) document = applyOverlay(document, overlay, origins);
  const { document: whole, source } = checkDocument(
    document as JsonObject,
    withOrigins(written, origins),
    file,
    (message, place) => problems.warn(message, place),
    (one) => {
      const mended = withoutNulls(one, problems.warn);
      return isOlder ? upgradeFile(mended) : mended;
    },
  );
  // Of an older document this is what overlays and other files have brought in.
  if (!isOlder || overlays.length > 0)
    await checkOfficial(whole, isOlder ? '3.1' : version, source, problems);
  problems.settle();
  bringExternalValues(whole, source, (message, place) => problems.warn(message, place));
  const recognised = recognise(whole);
  const bundled = applyHints(whole, recognised.hints);
  const found = findExtensions(bundled);
  checkVocabulary(found, source, problems);
  const used = checkSchemas(bundled, source, problems);
  problems.settle();
  const extensions = extensionsLeft(bundled, found);
  checkEvidence(bundled, upgraded, extensions, source, problems);
  checkSiblings(bundled, extensions, source, problems);
  await checkHints(bundled, extensions, source, problems);
  problems.settle();
  const texts = [source, ...overlays].flatMap((one) => one.texts ?? []);
  const spec = toSpec(bundled, { ...source, texts }, name, problems.warnings, recognised);
  checkSecurity(spec, source, problems);
  checkNames(spec, source, problems);
  checkCompiled(spec, used, source, problems);
  checkIds(spec, extensions, source, problems);
  checkLinkTargets(spec, source, problems);
  problems.settle();
  for (const { message, place } of [
    ...checkExamples(spec, source),
    ...checkHeaders(spec, source),
    ...checkCursors(spec, source),
  ])
    problems.warn(message, place);
  checkUnread(spec, source, problems);
  checkStatuses(spec, source, problems);
  checkNewer(spec, source, problems);
  return spec;
}
