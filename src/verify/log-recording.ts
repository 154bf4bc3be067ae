import type { CheckLog } from '../contract/check-log.ts';
import { logResponse } from '../contract/log-response.ts';
import type { Exchange, WireResponse } from '../http/exchange.ts';
import type { Fixture } from '../record/fixture.ts';
import { toExchange } from '../record/stored-exchange.ts';
import { type ObservedResponse, observeResponse } from '../result/observed-response.ts';
import type { RequestValues } from '../spec/request-values.ts';

/** Checks one recorded response, and notes what it covers. */
export function logRecording(
  log: CheckLog,
  file: string,
  fixture: Fixture,
  values: RequestValues,
): ObservedResponse {
  const exchange: Exchange = { ...toExchange(fixture), file };
  const planned = { purpose: 'a recording', values };
  const observed = observeResponse(log.operation, planned, exchange, exchange.response as WireResponse);
  log.counts.requests += 1;
  // That the service fails is what such an example is about.
  logResponse(log, observed, { values, without: exchange.origin === 'transcript' ? ['server-error'] : [] });
  return observed;
}
