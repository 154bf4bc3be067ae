import type { Admin } from '../control/admin.ts';
import type { Drifts } from '../control/drift.ts';
import type { Fault } from '../control/fault.ts';
import type { ServedExchange } from '../control/served-exchange.ts';
import type { Examine } from '../control/shown-entry.ts';
import type { EndOptions } from '../http/drain.ts';
import type { Interception, InterceptOptions } from '../http/intercept.ts';
import type { JsonObject } from '../spec/json.ts';
import type { Spec } from '../spec/spec.ts';
import type { ScopeHandle } from './scope-handle.ts';

export interface MockOptions {
  /** Built-in vendors by name, or files of OpenAPI documents; all built-in ones when not given. */
  readonly vendors?: readonly string[];
  /** A whole number; the same seed gives the same rows on every machine. Default 1. */
  readonly seed?: number;
  /**
   * How many rows each collection has (default 237, at most 1,000,000,000), or the rows themselves by
   * vendor: `{ vendor: 50 }`, `{ vendor: [{…}, …] }`, `{ 'vendor.collection': [{…}, …] }`.
   */
  readonly rows?: number | Readonly<Record<string, number | readonly JsonObject[]>>;
  /** Built-in profiles, as `vendor.profile`. */
  readonly profiles?: readonly string[];
  /** Files of OpenAPI Overlays, for the vendors that they fit. */
  readonly overlays?: readonly string[];
  /** Refuses a document in which anything is wrong, also what hinders nothing and is else told by `warn`. Default false. */
  readonly strict?: boolean;
  /** Credentials by vendor that are accepted besides the test credential; a key pair is `id:secret`. */
  readonly keys?: Readonly<Record<string, readonly string[]>>;
  /** Refuse well-formed plain keys that are not known. Default false. Signatures always verify. */
  readonly strictKeys?: boolean;
  /** The newest row lies just before this time, in epoch milliseconds. Default 2026-03-20T08:00:00Z. */
  readonly now?: number;
  /** The clock by which credentials expire, in epoch milliseconds. Default Date.now. */
  readonly clock?: () => number;
  /** Names that requests over a port may be for, besides its address and localhost: `name` or `*.name`. */
  readonly allowHosts?: readonly string[];
  /** Pages of other origins that may steer the mock (/_confab): `scheme://host[:port]`, or `*` for all. */
  readonly allowOrigins?: readonly string[];
  /**
   * Who may steer the mock by requests for /_confab: nobody (`off`), or who sends the token. Default: whoever reaches
   * it, and nobody while other machines do. In code it can be steered either way.
   */
  readonly admin?: Admin;
  /** Faults that every scope begins with, as in a plan or as texts: `listConversations: rate-limited x3`. */
  readonly faults?: readonly (Fault | string)[];
  /** Told of each exchange when it is answered. */
  readonly tell?: (exchange: ServedExchange) => void;
  /** Told in a sentence what should not go unseen. Default: a warning of the process. */
  readonly warn?: (sentence: string) => void;
  /**
   * Pages of other origins that may read the answers over a port: `scheme://host[:port]`, or `*` for all. A preflight is
   * answered for them, unless the vendor's own answer is known.
   */
  readonly cors?: readonly string[];
}

/** What a mock uses and does not know itself. */
export interface MockParts {
  /** Looks at exchanges that somebody reads in a journal. */
  readonly examine?: (specs: readonly Spec[]) => Promise<Examine>;
  /** The ways in which a vendor may depart from its document. */
  readonly drifts?: () => Promise<Drifts>;
}

export interface Mock {
  readonly specs: readonly Spec[];
  /** The scope of all requests that name none. */
  readonly defaultScope: ScopeHandle;
  /** Makes a scope: a private world with rows, faults and a journal of its own. A free name is taken when none is given. */
  scope(name?: string): ScopeHandle;
  /** Answers a request in-process, without a port. */
  fetch(input: Request | string | URL, init?: RequestInit): Promise<Response>;
  /** The base URL, of one vendor when named: what takes the place of the vendor's origin. */
  url(vendor?: string): string;
  /** Listens on a port (default: a free one) of 127.0.0.1. Throws a RunError when the port cannot be had. */
  listen(options?: {
    readonly port?: number;
    readonly host?: string;
    /**
     * This process does nothing else, so the adaptor may put faster classes in the place of the global
     * Request and Response. Default false.
     */
    readonly ownProcess?: boolean;
  }): Promise<{ readonly url: string; readonly port: number }>;
  /**
   * Answers the requests that this process sends to the vendors' own origins, by fetch, node:http and node:https, until
   * it is restored or the mock is closed; all others go where they went.
   */
  intercept(options?: InterceptOptions): Promise<Interception>;
  /**
   * Reads specs and overlays anew, and takes other rows for those of the start. Scopes stay, with their plans, journals
   * and changed rows. Throws as `createMock` does; then everything is served as before.
   */
  reload(changed?: Pick<MockOptions, 'rows'>): Promise<void>;
  /**
   * Stops listening when the requests that came so far are answered, and resolves to how many answers were cut off
   * because they took too long.
   */
  close(options?: EndOptions): Promise<number>;
}
