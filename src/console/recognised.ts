import { PROGRAM } from '../program.ts';
import type { Spec } from '../spec/spec.ts';
import { plural } from '../text/plural.ts';

/** More than this are only counted: what was taken for what shall not fill the screen. */
const MOST_TOLD = 6;

/** Says what a mock took for lists in documents that do not say it; undefined where there is none. */
export function toRecognised(specs: readonly Spec[]): string | undefined {
  const recognising = specs.filter(({ recognised }) => recognised.lists.length > 0);
  const found = recognising.flatMap(({ recognised }) => recognised.lists);
  if (found.length === 0) return undefined;
  const lines = found.slice(0, MOST_TOLD).map(({ operation, says }) => `  ${operation}: ${says}`);
  if (found.length > MOST_TOLD) lines.push(`  and ${found.length - MOST_TOLD} more`);
  const title = `confab: ${plural(found.length, 'operation')} taken for a list of rows, or for one of its rows, by their names:`;
  const advice = recognising.map(
    ({ file }) => `  ${PROGRAM} init ${file} writes it down as an overlay, to be read and corrected`,
  );
  return [title, ...lines, ...advice].join('\n');
}
