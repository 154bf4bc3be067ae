import { TRANSPORT_FAULTS } from '../control/fault.ts';
import { FAULT_FORM } from '../control/fault-form.ts';
import { CAUSES } from '../spec/causes.ts';
import { isObject, type Json } from '../spec/json.ts';
import { closed } from './closed.ts';
import { amount, choice, either, mapOf, SWITCH, textOf, whole } from './kinds.ts';

const LONGEST_WAIT = 3600;
const MANY = Number.MAX_SAFE_INTEGER;
const VALUE = either('a text, a number, true or false', [textOf('a text'), whole(-MANY, MANY), SWITCH]);

const WORDS = closed({
  operation: {
    kind: textOf('a vendor, vendor.operationId or operationId'),
    about: 'Whose: a vendor, vendor.operationId or operationId; every operation when not given.',
  },
  cause: {
    kind: choice('the name of a cause', CAUSES),
    about: 'The answer that the vendor gives for this cause.',
  },
  example: { kind: textOf('the name of an example'), about: 'The answer that has an example of this name.' },
  code: { kind: whole(100, 599), about: 'The answer with this HTTP status.' },
  fault: {
    kind: choice('the name of a fault of transport', TRANSPORT_FAULTS),
    about: 'The right answer, and what becomes of it on its way.',
  },
  drift: {
    kind: textOf('the name of a drift'),
    about: 'The right answer, changed as if the vendor broke its contract.',
  },
  times: { kind: whole(1, MANY), about: 'For how many calls; for all when not given.' },
  after: { kind: whole(0, MANY), about: 'After how many calls.' },
  when: {
    kind: mapOf(VALUE, 'the names of fields'),
    about: 'Only where the fields of the request have these values.',
  },
  wait: { kind: amount(LONGEST_WAIT), about: 'Seconds before the answer.' },
  limit: { kind: whole(1, MANY), about: 'Of rate-limit: so many calls in a window are answered.' },
  window: {
    kind: amount(LONGEST_WAIT),
    about: 'Of rate-limit: the length of the window in seconds, 60 when not given.',
  },
});

/** An answer that is otherwise, as a text or in words of its own. */
export const FAULT = either(`a fault: ${FAULT_FORM}`, [textOf('a fault, such as rate-limited x3'), WORDS]);

/** The vendor or operation that a fault is about. */
export function faultOf(fault: Json): string | undefined {
  if (isObject(fault)) return typeof fault.operation === 'string' ? fault.operation : undefined;
  return /^\s*([^\s:=]+)\s*:/.exec(String(fault))?.[1];
}
