import { causesOf } from '../http/failure-match.ts';
import type { ObservedResponse } from '../result/observed-response.ts';
import { isJson } from '../spec/media-type.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { excerpt } from '../text/excerpt.ts';
import { plural } from '../text/plural.ts';
import { traceOf } from './answer/trace-of.ts';
import type { Client } from './client.ts';
import { unlessGivenUp } from './given-up.ts';
import { isAboutData } from './requests/base.ts';
import { toForbidden } from './requests/forbidden.ts';

/** Watches whether a target gives any answer that the document knows, or is another service than was meant. */
export interface Familiarity {
  saw(spec: Spec, operation: Operation, observed: ObservedResponse): void;
  /** Whether answers came, and none that the document knows. */
  readonly isForeign: boolean;
  /** Why the address seems to be wrong, in words; undefined when it does not. */
  problem(target: string): string | undefined;
}

export function createFamiliarity(): Familiarity {
  let isFamiliar = false;
  let foreign = 0;
  let first: ObservedResponse | undefined;
  return {
    saw(spec, operation, observed) {
      if (isFamiliar) return;
      const fits = fitsDocument(spec, operation, observed);
      if (fits === true) isFamiliar = true;
      if (fits !== false) return;
      foreign += 1;
      first ??= observed;
    },
    get isForeign() {
      return !isFamiliar && first !== undefined;
    },
    problem(target) {
      if (isFamiliar || !first) return undefined;
      const { exchange, status, reading } = first;
      const url = exchange.request.url.split('?')[0];
      const came = `status ${status}: ${excerpt(reading.text, 100) || 'no body'}`;
      return (
        `is ${target} the right address? None of ${plural(foreign, 'answer')} is one that the document knows; ` +
        `${exchange.request.method} ${url} got ${came}. --url replaces everything before the operation's own path`
      );
    },
  };
}

/**
 * What a service of the document refuses in a way that the document knows, asked where nothing else was familiar:
 * all of its successes may be broken.
 */
export async function askRefusal(client: Client): Promise<void> {
  const [forbidden] = toForbidden(client);
  const [flaw] = client.credentials.flaws;
  const purpose = 'an answer that the document knows';
  const planned = forbidden ? { ...forbidden.planned, purpose } : flaw && { purpose, flaw };
  if (planned) await unlessGivenUp(client.log, [], () => client.ask(planned));
}

/** Whether an answer is one that the document knows, wrong in parts or not. undefined: it says nothing about it. */
function fitsDocument(spec: Spec, operation: Operation, observed: ObservedResponse): boolean | undefined {
  const { kind, status, response, reading, exchange } = observed;
  if (kind !== 'failure') return true;
  const isWhole = exchange.response?.complete === true && reading.isDecoded;
  // Gateways and broken servers answer so at any address; 501 is what nothing is behind.
  if (!isWhole || (status >= 500 && status !== 501) || status === 429) return undefined;
  if (status === 404 || status === 405) {
    if (causesOf(operation, status, reading).length > 0) return true;
    // A list is there, whatever it has; a single row may not be.
    return operation.list?.shows !== 'many' && isAboutData(operation, observed) ? undefined : false;
  }
  if (!response) return false;
  const media = [...response.content.values()];
  if (media.length === 0 || !media.every(isJson)) return true;
  // JSON that is cut or garbled is no sign of another service.
  if (reading.json === undefined) return /^\s*[{[]/.test(reading.text) ? undefined : false;
  const trace = traceOf(spec, observed);
  return !trace || trace.errors.length === 0 || [...trace.properties].length > 0;
}
