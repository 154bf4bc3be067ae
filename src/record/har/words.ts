import type { Matcher } from '../../spec/match.ts';
import { plural } from '../../text/plural.ts';
import type { readEntries } from './read-entries.ts';

const WHY: Readonly<Record<ReturnType<typeof readEntries>['left'][number]['why'], string>> = {
  'not of the specs': 'no operation of the specs',
  'not an entry': 'not as HAR 1.2 has them',
  'no time': 'without a time that can be read',
  'attachment refused': 'with a body in a file that is not read',
  'not of HTTP': 'not of HTTP',
  'no answer': 'aborted, without an answer',
  'from the cache': 'answered from the cache (304)',
  'body not saved': 'without the body, which was not saved',
};
const MOST_NAMED = 3;

/** How many entries of a HAR file were left out, by reason; undefined when none was. */
export function leftSentence({ file, matched, left }: ReturnType<typeof readEntries>): string | undefined {
  if (left.length === 0) return undefined;
  const all = plural(matched.length + left.length, 'entry', 'entries');
  return `of ${all} of ${file} ${left.length} ${left.length === 1 ? 'was' : 'were'} left out: ${reasonsOf(left)}`;
}

/** Why no entry can be used. */
export function noneSentence({ left }: ReturnType<typeof readEntries>, { routes }: Matcher): string {
  const vendors = [...new Set(routes.map(({ spec }) => spec.name))].join(', ');
  if (left.length === 0) return 'it has no entries';
  return `no entry asks an operation of ${vendors} and has an answer; there are: ${reasonsOf(left)}. Name the OpenAPI document that it belongs to with --spec, or a prefix of its paths with --url.`;
}

function reasonsOf(left: ReturnType<typeof readEntries>['left']): string {
  const reasons = [...new Set(left.map(({ why }) => why))];
  return reasons
    .map((why) => {
      const own = left.filter((one) => one.why === why);
      const names = [...new Set(own.map(({ asked }) => asked))];
      const more = names.length > MOST_NAMED ? ', …' : '';
      return `${own.length} ${WHY[why]} (${names.slice(0, MOST_NAMED).join(', ')}${more})`;
    })
    .join('; ');
}
