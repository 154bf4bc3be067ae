import type { Result } from '../result/result.ts';
import { waiverSentence } from '../result/waivers.ts';

/** What is to be said of waivers that do not do their work, each at its place. */
export function waiverNotes({
  waivers = [],
}: Result): { file: string; line: number | undefined; text: string }[] {
  return waivers.flatMap((use) => {
    const text = waiverSentence(use);
    return text === undefined ? [] : [{ file: use.waiver.file, line: use.waiver.line, text }];
  });
}
