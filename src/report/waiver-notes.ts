import type { Result } from '../result/result.ts';
import { waiverSentence } from '../result/waivers.ts';

/** A note on each waiver that is unused or expired, with the place where it is written. */
export function waiverNotes({
  waivers = [],
}: Result): { file: string; line: number | undefined; text: string }[] {
  return waivers.flatMap((use) => {
    const text = waiverSentence(use);
    return text === undefined ? [] : [{ file: use.waiver.file, line: use.waiver.line, text }];
  });
}
