import { checkReceived, type MatchOptions } from './check-received.ts';
import type { AnyResponse } from './received.ts';

interface MatchResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** The matcher of every test runner: whether one answer keeps the contract of an operation, and what it breaks. */
export async function toMatchContract(
  received: AnyResponse,
  vendor: string,
  operation: string,
  options?: MatchOptions,
): Promise<MatchResult> {
  const { verdict, sentence, text } = await checkReceived(received, vendor, operation, options);
  const pass = verdict === 'holds';
  return {
    pass,
    message: () => `${sentence}${pass ? '. It was expected not to' : ''}${text === '' ? '' : `\n\n${text}`}`,
  };
}
