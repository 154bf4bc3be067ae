import { checkAnswer } from '../contract/answer/check-answer.ts';
import type { CheckName } from '../contract/checks.ts';
import { noteCovered } from '../contract/covered.ts';
import type { Session } from '../contract/session.ts';
import type { Exchange, WireResponse } from '../http/exchange.ts';
import type { Fixture } from '../record/fixture.ts';
import { toExchange } from '../record/stored-exchange.ts';
import { type ObservedResponse, observeResponse } from '../result/observed-response.ts';
import type { RequestValues } from '../spec/request-values.ts';

/** Holds one recorded answer against its operation, and notes what it covers. */
export function look(
  session: Session,
  file: string,
  fixture: Fixture,
  values: RequestValues,
): ObservedResponse {
  const { spec, operation, ledger } = session;
  const exchange: Exchange = { ...toExchange(fixture), file };
  const seen = observeResponse(
    operation,
    { purpose: 'a recording', values },
    exchange,
    exchange.response as WireResponse,
  );
  // That the service fails is what such an example is about.
  const wants = (check: string) =>
    session.wants(check) && !(exchange.origin === 'transcript' && check === 'server-error');
  session.counts.requests += 1;
  for (const [check, wrong] of checkAnswer(seen, { ...session, wants }))
    session.saw(check.name as CheckName, ...wrong);
  noteCovered(spec, ledger, operation, values, seen);
  return seen;
}
