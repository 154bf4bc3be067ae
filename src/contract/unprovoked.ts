import type { Cause } from '../spec/causes.ts';
import { failuresOf } from '../spec/failure-of.ts';
import type { CheckLog } from './check-log.ts';

/** Causes that no request can bring about, or that none may: why. */
const BEYOND: Partial<Record<Cause, string>> = {
  gone: 'it takes something that is gone',
  'rate-limited': 'nobody asks too often on purpose',
  internal: 'no request makes a server fail on purpose',
  'no-permission': 'it takes a right credential that may not ask for this',
};

/** What no request reached: such causes, the statuses that belong to nothing else, what answers may leave out. */
export function explainUnprovoked(log: CheckLog): void {
  const { operation, ledger } = log;
  for (const [cause, why] of Object.entries(BEYOND))
    if (ledger.has(`cause:${cause}`)) log.skip(`cause:${cause}`, 'not-provoked', why);
  const named = failuresOf(operation);
  for (const status of ledger.names('status')) {
    const causes = named.filter(([, { response }]) => response === status).map(([cause]) => cause);
    if (/^2/.test(status) || causes.some((cause) => BEYOND[cause] === undefined)) continue;
    const why = causes.map((cause) => BEYOND[cause]).join('; ');
    const explain = (entry: string) =>
      causes.length > 0
        ? log.skip(entry, 'not-provoked', why)
        : log.skip(entry, 'not-declared', 'the document does not say what brings this answer about');
    explain(`status:${status}`);
    for (const name of ledger.names('property'))
      if (name.startsWith(`${status}/`)) explain(`property:${name}`);
  }
  // A property that must be there and is not is a finding of the schema's.
  for (const { kind, name, state } of ledger.entries())
    if (kind === 'status' && (state === 'checked' || state === 'not-asserted'))
      for (const property of ledger.names('property'))
        if (property.startsWith(`${name}/`))
          log.skip(`property:${property}`, 'not-provoked', 'it may be absent, and no answer had it');
}
