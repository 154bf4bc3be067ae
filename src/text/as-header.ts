import { percentEncoded } from './percent-encoded.ts';

/** What a request fills into one header. A client may send 16 KiB of headers, and gets no more back. */
const LONGEST_VALUE = 4096;

/** Header values are Latin-1 on one line; what does not fit is percent-encoded, and what is too long is cut. */
export function asHeader(text: string, most = LONGEST_VALUE): string {
  const value = text.slice(0, most).replaceAll(/[^\x20-\x7e]+/g, percentEncoded);
  if (text.length <= most && value.length <= most) return value;
  return `${value.slice(0, most - CUT.length).replace(/%[\dA-F]?$/, '')}${CUT}`;
}

const CUT = '...';
