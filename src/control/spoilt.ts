import { BROKEN_TRANSPORTS, type BrokenTransport } from '../http/broken-transport.ts';
import type { Fault } from './fault.ts';

/** An answer, and what becomes of it on its way. */
interface Spoilt {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | null;
  readonly transport?: BrokenTransport;
}

/** A right answer, spoilt on its way. `prefix` is what stands in front of the paths of its scope. */
export function toSpoilt(right: Spoilt, { fault, wait }: Fault, prefix: string): Spoilt {
  const kind = BROKEN_TRANSPORTS.find((one) => one === fault);
  if (kind) return { ...right, transport: { kind, wait } };
  if (fault === 'truncated') return { ...right, body: halfOf(right.body) };
  if (fault === 'wrong-content-type')
    return { ...right, headers: { ...right.headers, 'content-type': 'text/plain; charset=utf-8' } };
  if (fault === 'redirect')
    return {
      status: 302,
      headers: {
        ...ownOf(right),
        location: `${prefix}/moved-by-confab`,
        'content-type': 'text/html',
      },
      body: '<html><head><title>302 Found</title></head><body>Found</body></html>\n',
    };
  return { status: 502, headers: { ...ownOf(right), 'content-type': 'text/html' }, body: GATEWAY_PAGE };
}

/** As proxies and load balancers answer when they cannot reach the service. */
const GATEWAY_PAGE = `<html>
<head><title>502 Bad Gateway</title></head>
<body>
<center><h1>502 Bad Gateway</h1></center>
</body>
</html>
`;

function halfOf(body: Spoilt['body']): Spoilt['body'] {
  return body === null ? null : body.slice(0, Math.floor(body.length / 2));
}

/** What the mock says of itself stays; what the vendor says is not in an answer of somebody else. */
function ownOf({ headers }: Spoilt): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('x-confab-')));
}
