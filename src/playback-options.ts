import type { Admin } from './control/admin.ts';
import type { MockOptions } from './mock/mock.ts';
import type { Expiry } from './record/playback/expiry.ts';
import type { Mode } from './record/playback/modes.ts';
import type { PlaybackEvent } from './record/playback/playback-event.ts';
import type { RefusedAction } from './record/refused-credential.ts';

/** What createRecording and createReplay have in common. */
export interface CommonOptions {
  /** Built-in vendors by name, or files of OpenAPI documents; all built-in ones when not given. */
  readonly vendors?: readonly string[];
  /** Built-in profiles, as `vendor.profile`. */
  readonly profiles?: readonly string[];
  /** Files of OpenAPI Overlays. */
  readonly overlays?: readonly string[];
  /** Refuses a document in which anything is wrong, also what hinders nothing and is else told by `warn`. Default false. */
  readonly strict?: boolean;
  /** What takes the place of the vendor's origin, with a path prefix if need be. */
  readonly url?: string;
  /** What is redacted besides the default: `header:X-Name`, `query:name`, `body:/data/phone`; see docs/fixtures.md. */
  readonly redact?: readonly string[];
  /** Default rules that are switched off, by their names. */
  readonly keep?: readonly string[];
  /** Where credentials for the real service come from. Default `process.env`; without them the client's own go through. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** How long the real service may take to answer, in milliseconds. Default 30,000. */
  readonly timeout?: number;
  /** What happens to recordings that are too old. */
  readonly expiry?: Expiry;
  /** Names that requests over a port may be for, besides its address and localhost: `name` or `*.name`. */
  readonly allowHosts?: readonly string[];
  /**
   * Pages of other origins that may ask although a credential of `env` is added: `scheme://host[:port]`, or `*` for
   * all. Where none is added, pages are not told apart.
   */
  readonly allowOrigins?: readonly string[];
  /**
   * Pages of other origins that may read the answers, if they may ask: `scheme://host[:port]`, or `*` for all. A
   * preflight is answered for them, unless the vendor's own answer is known.
   */
  readonly cors?: readonly string[];
  /**
   * Who may read the journal by requests for /_confab: nobody (`off`), or who sends the token. Default: whoever reaches
   * the server, and nobody while other machines do.
   */
  readonly admin?: Admin;
  /** The clock, in epoch milliseconds. Default Date.now. */
  readonly now?: () => number;
  /**
   * Told what is wrong in a document, and whose keys other machines or any web page may use, if they may. Default
   * `process.emitWarning`.
   */
  readonly warn?: (sentence: string) => void;
  /** Called for each exchange. */
  readonly tell?: (event: PlaybackEvent) => void;
}

export interface RecordOptions extends CommonOptions {
  /** The folder of the recordings. Default `fixtures`. */
  readonly out?: string;
  /** Default `missing`. */
  readonly mode?: Mode;
  /**
   * What happens to recordings that refuse the credential, as those of a run with a wrong key: they are played and told
   * (`warn`, the default), or asked for again and recorded in their place.
   */
  readonly refused?: RefusedAction;
  /** Also record operations that are not safe: other methods than GET and HEAD, unless the spec calls them so. Default false. */
  readonly unsafe?: boolean;
}

export interface ReplayOptions extends CommonOptions {
  /** Files of OpenAPI documents that recordings were made with, beside `vendors`. */
  readonly specs?: readonly string[];
  /** Folders and files. Default `fixtures`; where there is none, the vendors' documented examples. */
  readonly fixtures?: readonly string[];
  /** What answers a request that was not recorded. Default `error`: a problem that names the nearest recordings. */
  readonly fallback?: 'mock' | 'error' | 'upstream';
  /** When a request comes more often than it was recorded: refuse it, instead of playing the last take again. Default false. */
  readonly sequence?: boolean;
  /** Freeze the fallback's clock at the time of the newest recording. Default false. */
  readonly freeze?: boolean;
  /** The fallback's rows. */
  readonly mock?: Pick<MockOptions, 'seed' | 'rows'>;
}
