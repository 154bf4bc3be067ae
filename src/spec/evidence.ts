import { DOCUMENTED, toEvidence } from './grade.ts';
import { isObject, type Json, type JsonObject, member } from './json.ts';
import { valueAt } from './json-pointer.ts';
import { hintsOf } from './schema.ts';
import type { Evidence, Spec } from './spec.ts';

const known = new WeakMap<JsonObject, Map<string, Evidence>>();

/**
 * How well a statement is known. A statement is named by the node that makes it and by its path below that node:
 * a keyword (`pattern`), a name that must be there (`required/id`), a word (`x-confab/time`). Nothing is inherited
 * from the nodes above; what nobody graded is documented.
 */
export function evidenceOf(document: JsonObject, node: string, statement: string): Evidence {
  // Every error of every row asks, and all rows break the same few statements.
  const ofDocument = known.get(document) ?? new Map<string, Evidence>();
  known.set(document, ofDocument);
  const key = `${node}\n${statement}`;
  const before = ofDocument.get(key);
  if (before) return before;
  const evidence = statedIn(hintsOf(valueAt(document, node)).evidence, statement);
  ofDocument.set(key, evidence);
  return evidence;
}

/** Whether a node's evidence names a statement itself: it may be one that no keyword makes. */
export function isStated({ document }: Pick<Spec, 'document'>, node: string, statement: string): boolean {
  return member(hintsOf(valueAt(document, node)).evidence, statement) !== undefined;
}

/** The grade of one statement by what stands under `evidence`: a text is for all of them, a map names each. */
export function statedIn(evidence: Json | undefined, statement: string): Evidence {
  if (!isObject(evidence)) return toEvidence(evidence);
  for (let path = statement; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('/')))) {
    const stated = member(evidence, path);
    if (stated !== undefined) return toEvidence(stated);
  }
  return DOCUMENTED;
}
