import { driftFile, toDrift } from '../drift/drift.ts';
import type { Result } from '../result/result.ts';
import { loadSpecs } from '../spec/load-specs.ts';
import { plural } from '../text/plural.ts';
import type { CheckCommand } from './check-options.ts';
import { writeWhole } from './write-file.ts';

/** Writes the overlay of each vendor; returns a line about each. */
export async function writeDrift(
  { specs, at }: Result,
  out: string,
  wanted: Pick<CheckCommand, 'vendors' | 'profiles' | 'overlays'>,
): Promise<string[]> {
  const lines: string[] = [];
  for (const spec of await loadSpecs({ ...wanted, lines: true })) {
    const result = specs.find(({ vendor }) => vendor === spec.name);
    if (!result) continue;
    // What is known came, too.
    const came = { ...result, findings: [...result.findings, ...(result.known ?? [])] };
    const { text, changes, left } = toDrift(spec, came, at);
    const file = driftFile(out, spec.name, specs.length > 1);
    await writeWhole(file, text);
    const stays = left.length === 0 ? '' : `, ${plural(left.length, 'finding')} not in it`;
    lines.push(`${file}: ${plural(changes.length, 'change')} of ${spec.name}'s document${stays}`);
  }
  return lines;
}
