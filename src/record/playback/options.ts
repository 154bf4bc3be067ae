import type { Plan } from '../../control/plan.ts';
import type { WireResponse } from '../../http/exchange.ts';
import type { Matcher } from '../../spec/match.ts';
import type { Spec } from '../../spec/spec.ts';
import type { IncomingRequest } from '../incoming-request.ts';
import type { Recorder } from '../recorder.ts';
import type { Redactor } from '../redactor.ts';
import type { RefusedAction } from '../refused-credential.ts';
import type { Store } from '../store/store.ts';
import type { Expiry } from './expiry.ts';
import type { Mode } from './modes.ts';
import type { PlaybackEvent } from './playback-event.ts';
import type { Upstream } from './upstream.ts';

export interface PlaybackOptions {
  readonly matcher: Matcher;
  readonly store: Store;
  readonly mode: Mode;
  readonly redactorOf: (spec: Spec) => Redactor;
  /** The real service; needed by every mode but `replay`. */
  readonly upstream?: Upstream;
  /** Needed by the modes `all` and `missing`, and by an expiry that records. */
  readonly recorder?: Recorder;
  /** Answers requests without a recording in the mode `replay`; without a fallback they are refused. */
  readonly fallback?: (incoming: IncomingRequest) => Promise<WireResponse>;
  /** When a request comes more often than it was recorded: refuse it, instead of playing the last take again. Default false. */
  readonly sequence?: boolean;
  readonly expiry?: Expiry;
  /** What happens to recordings that refuse the credential. Default `warn`. */
  readonly refused?: RefusedAction;
  /** What to do about a credential that the real service refuses, for messages. */
  readonly toCredential?: (spec: Spec) => string;
  /** Also ask the real service for operations that the spec does not call safe. Default false. */
  readonly unsafe?: boolean;
  /** The clock, in epoch milliseconds. */
  readonly now: () => number;
  /** The command that would record a request, for messages. */
  readonly toRecord: (spec: Spec) => string;
  /** Called for each exchange. */
  readonly tell?: (event: PlaybackEvent) => void;
  /** Faults that requests get, in the modes `replay` and `through`. */
  readonly plan?: Plan;
  /** Called with each answer, as it is given, and how long it took in milliseconds. */
  readonly served?: (
    incoming: IncomingRequest,
    response: WireResponse,
    event: PlaybackEvent | undefined,
    ms: number,
  ) => void;
}
