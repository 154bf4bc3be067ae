import type { Io } from '../main.ts';

/** Prints warnings on the error channel, whatever the command prints else. */
export function toWarn({ err }: Pick<Io, 'err'>): (sentence: string) => void {
  return (sentence) => err(`confab: warning: ${sentence}`);
}
