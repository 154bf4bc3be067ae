import type { Send } from './exchange.ts';

export interface WireOptions {
  /** How long an answer may take, in milliseconds. */
  readonly timeout: number;
}

/** Sends over the network, below fetch: nothing is followed, decoded or normalised. */
export function createWireSend(_options: WireOptions): Send {
  throw new Error('not there yet');
}
