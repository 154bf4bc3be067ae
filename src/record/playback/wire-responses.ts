import type { WireResponse } from '../../http/exchange.ts';
import type { StoredResponse } from '../fixture.ts';
import { toWireResponse } from '../stored-exchange.ts';

/** Encoding a body costs more than everything else; a recording that is remembered keeps its response. */
export function createWireResponses(): (stored: StoredResponse) => WireResponse {
  const known = new WeakMap<StoredResponse, WireResponse>();
  return (stored) => {
    const made = known.get(stored) ?? toWireResponse(stored);
    known.set(stored, made);
    return made;
  };
}
