import type { WireRequest } from '../http/exchange.ts';
import type { createRetry, Sent } from '../http/retry.ts';
import type { PlannedRequest } from '../result/planned-request.ts';
import { type RequestValues, toRequestParts } from '../spec/request-values.ts';
import type { Budget } from './budget.ts';
import type { Client } from './client.ts';

interface SenderOptions extends Pick<Client, 'log' | 'target' | 'credentials'> {
  readonly send: ReturnType<typeof createRetry>;
  readonly budget: Budget;
  /** What a request says that is planned without values of its own. */
  readonly own: () => RequestValues;
}

/** Sends planned requests of one operation, each attempt with a proof of its own, and counts them. */
export function createSender({ log, target, credentials, send, budget, own }: SenderOptions) {
  return (planned: PlannedRequest): Promise<Sent> => {
    let attempts = 0;
    return send(() => {
      budget.take();
      attempts += 1;
      log.counts.requests += 1;
      if (attempts > 1) log.counts.retries += 1;
      return toWireRequest(planned);
    });
  };

  async function toWireRequest({
    values = own(),
    credentials: proof = credentials,
    flaw,
    raw = {},
  }: PlannedRequest): Promise<WireRequest> {
    const parts = toRequestParts(log.operation, values, log.spec.exact);
    const path = parts.target.split('?')[0] as string;
    const headers = {
      Accept: 'application/json, */*;q=0.5',
      ...parts.headers,
      ...(raw.contentType !== undefined && { 'Content-Type': raw.contentType }),
      ...raw.headers,
    };
    const url = target.base + (raw.query === undefined ? parts.target : `${path}?${raw.query}`);
    const proven = await proof.apply(
      { method: parts.method, url, headers, body: raw.body ?? parts.body },
      flaw,
    );
    return { ...proven, headers: Object.entries(proven.headers), ...(flaw && { flaw: flaw.cause }) };
  }
}
