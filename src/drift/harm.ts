import type { Change } from './changes.ts';

/** A change that the document cannot take, and why. */
export interface Refused {
  readonly change: Change;
  readonly why: string;
}

/** What is wrong in responses that were fine before some changes; undefined where the document cannot take them. */
type HarmOf = (changes: readonly Change[]) => readonly string[] | undefined;

/**
 * Leaves out changes after which responses are wrong that were fine: wider alternatives may come to fit the same
 * response, and then `oneOf` fits none.
 */
export function withoutHarm(
  changes: readonly Change[],
  harmOf: HarmOf,
): { readonly kept: readonly Change[]; readonly refused: readonly Refused[] } {
  const refused: Refused[] = [];
  const refuse = (change: Change, harm: readonly string[]) =>
    refused.push({ change, why: `with it, answers are wrong that were fine (${harm.join(', ')})` });
  let kept = changes;
  let harm = harmOf(kept) ?? [];
  for (const change of changes.toReversed()) {
    if (harm.length === 0) break;
    const others = kept.filter((one) => one !== change);
    const less = harmOf(others);
    if (!less || less.length >= harm.length) continue;
    refuse(change, harm);
    [kept, harm] = [others, less];
  }
  if (harm.length === 0) return { kept, refused };

  // Only several together do the harm: those that do none by themselves stay.
  const suspects = kept;
  while (harm.length > 0 && kept.length > 0) {
    kept = kept.slice(0, -1);
    harm = harmOf(kept) ?? harm;
  }
  for (const change of suspects) {
    if (kept.includes(change)) continue;
    const more = suspects.filter((one) => one === change || kept.includes(one));
    const own = harmOf(more);
    if (own?.length === 0) kept = more;
    else refuse(change, own ?? harm);
  }
  return { kept, refused };
}
