import type { StoredRequest } from '../fixture.ts';
import type { differencesOf } from './differences.ts';

/** What a playback did with one request. */
export interface PlaybackEvent {
  /** `repeated`: asked of the real service, whose answer was that of the file named, so that it was not written again. */
  /** `aborted`: the client left before there was an answer, and nothing was recorded; the status is 499. */
  readonly what: 'recorded' | 'repeated' | 'aborted' | 'played' | 'passed' | 'fallback' | 'refused';
  /** Without its secrets. */
  readonly request: Pick<StoredRequest, 'method' | 'url'>;
  readonly status: number;
  readonly file?: string;
  /** Why it was refused or not recorded, or what is wrong with the recording, in a sentence or two. */
  readonly why?: string;
  /** The recording is older than `maxAge`. */
  readonly isExpired?: boolean;
  /** Rules that replaced most of the body. */
  readonly greedy?: readonly string[];
  readonly differences?: ReturnType<typeof differencesOf>;
}
