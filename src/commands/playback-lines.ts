import type { Recording } from '../create-playback.ts';
import { PROGRAM } from '../program.ts';
import type { PlaybackEvent } from '../record/playback/playback-event.ts';

/** A line about an exchange, and more lines for what is unusual about it. */
export function linesOf({
  what,
  request,
  status,
  file,
  why,
  greedy = [],
  differences,
  isExpired,
}: PlaybackEvent): string[] {
  const end = file === undefined ? '' : what === 'repeated' ? `  same as ${file}` : `  ${file}`;
  const lines = [`${what.padEnd(8)} ${status} ${request.method} ${request.url}${end}`];
  if (why !== undefined) lines.push(`  ${why}`);
  for (const rule of greedy) lines.push(`  the rule ${rule} redacted most of the body: is that intended?`);
  if (isExpired) lines.push('  it is older than --max-age');
  for (const { where, kind, recorded, now, count } of differences ?? [])
    lines.push(
      `  ${kind.padEnd(7)} ${where}: ${recorded} was recorded, now ${now}${count > 1 ? ` (${count} times)` : ''}`,
    );
  return lines;
}

const MOST_NAMED = 3;

/** Printed once, at the start: such a recording may still fit the spec. */
export function otherSpecLines({ otherSpec, size }: Pick<Recording, 'otherSpec' | 'size'>): string[] {
  if (otherSpec.length === 0) return [];
  const more = otherSpec.length > MOST_NAMED ? ', …' : '';
  return [
    `  ${otherSpec.length} of ${size} recording${size === 1 ? '' : 's'} ${otherSpec.length === 1 ? 'was' : 'were'} made with another version of the spec; ${PROGRAM} verify checks whether it still fits:`,
    `    ${otherSpec.slice(0, MOST_NAMED).join(', ')}${more}`,
  ];
}
