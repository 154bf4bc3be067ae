import { checkFault, toTargets } from '../../control/check-fault.ts';
import type { Fault } from '../../control/fault.ts';
import { UsageError } from '../../errors.ts';
import { isObject } from '../../spec/json.ts';
import type { Spec } from '../../spec/spec.ts';
import type { StoredFixture } from '../store/store.ts';
import { isRecording, REPLAYED, recordingName, SPOILING, STEERED_KINDS } from './steer.ts';

/** Takes the faults of a replay's plan. Throws a UsageError that says what is wrong and what there is. */
export async function checkPlan(
  faults: readonly unknown[],
  specs: readonly Spec[],
  all: readonly StoredFixture[],
): Promise<Fault[]> {
  const checked: Fault[] = [];
  for (const [index, fault] of faults.entries())
    checked.push(await check(fault, specs, all, `fault ${index + 1}`));
  return checked;
}

async function check(
  value: unknown,
  specs: readonly Spec[],
  all: readonly StoredFixture[],
  where: string,
): Promise<Fault> {
  if (!isObject(value))
    throw new UsageError(`${where}: write it as an object, such as {"example": "…", "times": 3}`);
  const other = (['cause', 'drift'] as const).find((kind) => value[kind] !== undefined);
  if (other !== undefined) throw new UsageError(`${where}: ${lowerFirst(REPLAYED)} ${other} is of a mock`);
  if (value.fault !== undefined) {
    if (value.example !== undefined || value.code !== undefined)
      throw new UsageError(`${where}: it is a fault and a recording; it can only be one of them`);
    const fault = await checkFault(value, { specs }, where);
    if (!SPOILING.includes(String(fault.fault)))
      throw new UsageError(`${where}: the faults of a replay are ${SPOILING.join(', ')}`);
    return fault;
  }
  const { example, code, ...rest } = value;
  const kinds = STEERED_KINDS.filter((kind) => value[kind] !== undefined);
  if (kinds.length > 1) throw new UsageError(`${where}: it is example and code; it can only be one of them`);
  // Which recording it is, is checked here; all else as everywhere.
  const plain = kinds.length === 0 ? rest : { ...rest, wait: rest.wait ?? 1 };
  const { operation } = await checkFault(plain, { specs }, where);
  if (kinds.length === 0) return rest as Fault;
  const targets = toTargets(operation, specs).map((one) => one.operation);
  const own = all.filter((one) =>
    targets.some(({ spec, id }) => spec === one.vendor && id === one.operation),
  );
  const fault = { ...rest, ...(example !== undefined ? { example } : { code }) } as Fault;
  if (own.some((one) => isRecording(one, fault))) return fault;
  const names = new Set(
    own.map((one) => (example === undefined ? one.read().response.status : recordingName(one))),
  );
  throw new UsageError(
    `${where}: there is no recording with ${kinds[0]} ${JSON.stringify(example ?? code)}; there is ${[...names].slice(0, 50).join(', ') || 'none'}`,
  );
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
