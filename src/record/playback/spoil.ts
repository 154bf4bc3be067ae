import type { Fault } from '../../control/fault.ts';
import { toSpoilt } from '../../control/spoilt.ts';
import { decodeBody } from '../../http/decode-body.ts';
import { headerOf, type WireResponse } from '../../http/exchange.ts';

/** Headers that say how the body is sent: a body that is made anew is sent as it is. */
const ABOUT_BODY: readonly string[] = ['content-length', 'content-encoding', 'transfer-encoding'];

/** A played answer, spoilt on its way as a mock spoils its own. */
export function spoil(response: WireResponse, fault: Fault): WireResponse {
  const { bytes } = decodeBody(response.body, headerOf(response.headers, 'content-encoding'));
  const right = { status: response.status, headers: {}, body: new Uint8Array(bytes) };
  const { status, headers, body, transport } = toSpoilt(right, fault, '');
  const isOther = status !== response.status;
  const set = Object.keys(headers);
  const kept = response.headers.filter(([name]) => {
    const lower = name.toLowerCase();
    if (isOther) return lower.startsWith('x-confab-');
    return !ABOUT_BODY.includes(lower) && !set.includes(lower);
  });
  return {
    ...response,
    status,
    headers: [...kept, ...Object.entries(headers)],
    body: new Uint8Array(Buffer.from(body ?? '')),
    ...(transport && { transport }),
  };
}
