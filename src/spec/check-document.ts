import { SpecError } from '../errors.ts';
import { checkWays } from './check-ways.ts';
import type { JsonObject } from './json.ts';
import { resolveReferences } from './resolve-references.ts';
import type { Source } from './source.ts';
import type { WarnOfSpec } from './spec-warning.ts';

/** The largest services have some thousand; each takes milliseconds to check. */
const MOST_OPERATIONS = 20_000;

/**
 * Checks that each reference of a document leads to what may stand in its place. Returns it with what other files have
 * brought in. Throws a SpecError for the first mistake.
 */
export function checkDocument(
  document: JsonObject,
  source: Source,
  file: string,
  warn: WarnOfSpec,
  readFile?: (source: Source) => Source,
): ReturnType<typeof resolveReferences> {
  const resolved = resolveReferences(document, source, file, warn, readFile);
  const operations = Object.values(resolved.document.paths ?? {}).reduce(
    (sum, item) => sum + Object.keys(item ?? {}).length,
    0,
  );
  if (operations > MOST_OPERATIONS)
    throw new SpecError(
      `there are more than ${MOST_OPERATIONS} operations; serve them in several documents`,
      source.at('/paths'),
    );
  checkWays(resolved.document, resolved.source);
  return resolved;
}
