import type { Credentials } from '../auth/client.ts';
import type { Flaw } from '../auth/scheme-client.ts';
import type { Cause } from '../spec/causes.ts';
import type { RequestValues } from '../spec/request-values.ts';

/** One request of the plan. */
export interface PlannedRequest {
  /** For people, after "asked for": `page 2 of 10 rows`. */
  readonly purpose: string;
  /** The client's own when not given. */
  readonly values?: RequestValues;
  /** Who asks; the client itself when not given. */
  readonly credentials?: Credentials;
  /** A credential that must be refused. */
  readonly flaw?: Flaw;
  /** The causes that the refusal may have; any documented cause when not given. */
  readonly causes?: readonly Cause[];
  /** Sent as they are instead of what the values give, for requests that no value can express. */
  readonly raw?: {
    readonly query?: string;
    readonly body?: string;
    readonly contentType?: string;
    readonly headers?: Readonly<Record<string, string>>;
  };
}
