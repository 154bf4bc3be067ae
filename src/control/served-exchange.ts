import type { Condition, Rows } from '../rows/rows.ts';
import type { Cause } from '../spec/causes.ts';
import type { RequestValues } from '../spec/request-values.ts';
import type { Operation, Spec } from '../spec/spec.ts';

/** Why an answer is as it is, for people who look at it afterwards. */
export interface Why {
  /** Why there are no rows: a cause of the spec's, or one of the server's own, such as `no-such-operation`. */
  readonly cause?: Cause | (string & {}) | undefined;
  /** The field that the cause is about. */
  readonly parameter?: string | undefined;
  /** What is wrong with it, in words. */
  readonly reason?: string | undefined;
  /** What was injected, as in `x-confab-fault`: `cause=rate-limited`. */
  readonly fault?: string | undefined;
  /** What a recorder or a replay did for it: `played`, `recorded`, `passed` … */
  readonly playback?: string | undefined;
  /** The file of the recording that was played or written. */
  readonly recording?: string | undefined;
  /** The rows that fulfilled every condition, and those of them that the answer shows. */
  readonly rows?: FoundRows | undefined;
}

export interface FoundRows {
  readonly collection: string;
  readonly total: number;
  readonly shown: number;
  /** The filters that the request asked for. */
  readonly where: readonly Condition[];
  /** The page, of those that there are, and how many rows it may have; undefined where one row is shown. */
  readonly page?: { readonly number: number; readonly of: number; readonly size: number } | undefined;
  /** What was searched, for whoever wants to know what else there is. */
  readonly from: Rows;
}

/** One exchange as the server saw it: what came, what it understood, what it answered and why. */
export interface ServedExchange {
  /** From 1, in the order in which the answers were made; of the whole server. */
  readonly n: number;
  /** When the request came, in epoch milliseconds. */
  readonly at: number;
  /** How long the answer took, in milliseconds. */
  readonly ms: number;
  /** The name of the scope. */
  readonly scope: string;
  readonly method: string;
  /** Path and query as they came, without the scope's prefix. */
  readonly target: string;
  /** Names and values in turn, as Node has them, or as a fetch has them; read them with `headersOf`. */
  readonly headers: readonly string[] | Headers;
  readonly body: string | Uint8Array;
  /** The operation that was meant; undefined when there is none. */
  readonly spec?: Spec | undefined;
  readonly operation?: Operation | undefined;
  /** What the operation read of the request; undefined when it was refused before. */
  readonly values?: RequestValues | undefined;
  readonly response: ServedResponse;
  readonly why: Why;
  /** What the client probably got wrong, a sentence each; added by whoever looks at entries. */
  readonly hints: string[];
  /** The lengths that the bodies had, where a journal keeps only a part of them. */
  readonly cut?: { readonly request: number; readonly response: number };
}

export interface ServedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
}

/** The headers of such an exchange's request as pairs; names as they came. */
export function headersOf({ headers }: Pick<ServedExchange, 'headers'>): [name: string, value: string][] {
  if (headers instanceof Headers) return [...headers];
  return Array.from({ length: headers.length / 2 }, (_, index) => [
    headers[index * 2] as string,
    headers[index * 2 + 1] as string,
  ]);
}
