import { checkFault, type FaultCatalogue } from './check-fault.ts';
import type { Fault } from './fault.ts';
import { toFault } from './fault-text.ts';

/** Faults as users give them, each as an object or as a text. Throws a UsageError for the first that cannot be. */
export async function toFaults(faults: readonly unknown[], catalogue: FaultCatalogue): Promise<Fault[]> {
  const checked: Fault[] = [];
  for (const [index, fault] of faults.entries())
    checked.push(
      typeof fault === 'string'
        ? await toFault(fault, catalogue)
        : await checkFault(fault, catalogue, `fault ${index + 1}`),
    );
  return checked;
}
