import type { Finding } from '../result/finding.ts';
import { plural } from '../text/plural.ts';

/** A walk that is not whole: its first file, and what is not there. */
interface MissingPages {
  readonly file: string;
  readonly what: string;
}

/** What a vendor's recordings are, besides right or wrong. */
interface NoteFacts {
  /** How many there are. */
  readonly count: number;
  readonly findings: readonly Finding[];
  /** Files of recordings that were made against another document. */
  readonly outdated: readonly string[];
  readonly missing: readonly MissingPages[];
}

const MOST_NAMED = 10;
const MOST_WALKS = 5;

/** Sentences for people. */
export function toNotes({ count, findings, outdated, missing }: NoteFacts): string[] {
  const notes: string[] = [];
  const errors = findings.filter(({ level }) => level === 'error');
  const broken = [...new Set(errors.flatMap(({ files = [] }) => files))].sort();
  const old = new Set(outdated);
  const brokenOld = broken.filter((file) => old.has(file));
  if (broken.length > 0)
    notes.push(
      `${of(broken.length, count)} ${broken.length === 1 ? 'breaks' : 'break'} the contract: ${named(broken)}`,
    );
  if (old.size > 0)
    notes.push(
      `${of(old.size, count)} ${old.size === 1 ? 'was' : 'were'} recorded against an older spec, ` +
        (brokenOld.length === 0
          ? `and ${old.size === 1 ? 'keeps' : 'keep'} to this one all the same`
          : `and ${brokenOld.length} of them ${brokenOld.length === 1 ? 'does' : 'do'} not keep to this one: ${named(brokenOld)}`),
    );
  for (const { file, what } of missing.slice(0, MOST_WALKS))
    notes.push(
      `of the walk that begins with ${file}, ${what} is not recorded, so that it could not be looked at as a whole`,
    );
  const more = missing.length - MOST_WALKS;
  if (more > 0) notes.push(`of ${plural(more, 'more walk')} not all pages are recorded`);
  return notes;
}

function of(some: number, all: number): string {
  return `${plural(some, 'fixture')}${some === all ? '' : ` of ${all}`}`;
}

function named(files: readonly string[]): string {
  const more = files.length - MOST_NAMED;
  return files.slice(0, MOST_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
