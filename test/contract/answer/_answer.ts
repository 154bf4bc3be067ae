import { checkExchange } from '../../../src/contract/check-exchange.ts';
import type { Exchange, Header, WireResponse } from '../../../src/http/exchange.ts';
import type { Finding } from '../../../src/result/finding.ts';
import { loadSpecs } from '../../../src/spec/load-specs.ts';
import type { Operation, Spec } from '../../../src/spec/spec.ts';
import { tinyFile } from '../../_tiny.ts';

/** An operation with the spec that it is of. */
export interface Of {
  readonly spec: Spec;
  readonly operation: Operation;
}

export async function operationOf(vendor: string, id: string, profiles: readonly string[] = []): Promise<Of> {
  const [spec] = await loadSpecs({ vendors: [vendor], profiles });
  const operation = spec?.operations.find((one) => one.id === id);
  if (!spec || !operation) throw new Error(`${vendor} has no operation ${id}`);
  return { spec, operation };
}

/** Of the tiny vendor, its document changed before use. */
export async function tinyOf(id = 'listNotes', change?: (document: any) => void): Promise<Of> {
  return operationOf(await tinyFile(change), id);
}

export const AT = Date.UTC(2026, 0, 15);

export const NOTE = {
  id: '69667b8000000000000000aa',
  title: 'hello',
  written: Date.UTC(2026, 0, 13, 17, 7, 12),
  stars: 3,
};
export const PAGE = { notes: [NOTE], total: 1, more: false, page: 1 };

export interface Part {
  readonly status?: number;
  /** JSON that is written, or the very text or bytes. */
  readonly body?: unknown;
  readonly headers?: readonly Header[];
  readonly response?: Partial<WireResponse>;
  readonly exchange?: Partial<Exchange>;
}

/** An answer that is right but for what is given. */
export function answer({ status = 200, body = PAGE, headers, response, exchange }: Part = {}): Exchange {
  const bytes =
    body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return {
    origin: 'wire',
    request: { method: 'GET', url: 'http://confab.localhost/tiny/api/notes', headers: [], body: undefined },
    response: {
      status,
      headers: headers ?? [['Content-Type', 'application/json']],
      body: bytes,
      complete: true,
      ...response,
    },
    milliseconds: 5,
    at: AT,
    ...exchange,
  };
}

export function findingsOf(
  { spec, operation }: Of,
  part: Part = {},
  options: Parameters<typeof checkExchange>[3] = {},
): Finding[] {
  return checkExchange(spec, operation, answer(part), { asserted: 'assumed', ...options });
}

/** `check: title` of all that is found. */
export function told(of: Of, part?: Part, options?: Parameters<typeof checkExchange>[3]): string[] {
  return findingsOf(of, part, options).map(({ check, title }) => `${check}: ${title}`);
}
