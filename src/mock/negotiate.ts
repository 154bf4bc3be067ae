import { createRequire } from 'node:module';

/** Loaded when the first answer has several media types. */
const load = createRequire(import.meta.url);

/** Which of several media types an Accept header prefers; the first where it has no wish, undefined where it wants none. */
type Negotiate = (accept: string | undefined) => number | undefined;

/** Compiles the choice between the media types of a response (RFC 9110, 12.5.1), the usual one first. */
export function createNegotiate(types: readonly string[]): Negotiate {
  // A client sends the same header with every request.
  let last: { readonly accept: string; readonly index: number | undefined } | undefined;
  return (accept) => {
    if (accept === undefined || types.length === 0) return 0;
    if (last?.accept !== accept) {
      const Negotiator = load('negotiator') as typeof import('negotiator');
      const wanted = new Negotiator({ headers: { accept } }).mediaType([...types]);
      last = { accept, index: wanted === undefined ? undefined : types.indexOf(wanted) };
    }
    return last.index;
  };
}
