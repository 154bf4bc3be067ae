import type { Fault } from '../control/fault.ts';
import { BROKEN_TRANSPORTS } from '../http/broken-transport.ts';
import type { Incoming } from './incoming.ts';
import type { MockResponse } from './mock-response.ts';

/** A right answer, spoilt on its way. */
export function toSpoilt(right: MockResponse, { fault, wait }: Fault, incoming: Incoming): MockResponse {
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
        location: `${incoming.prefix}/moved-by-confab`,
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

function halfOf(body: MockResponse['body']): MockResponse['body'] {
  return body === null ? null : body.slice(0, Math.floor(body.length / 2));
}

/** What the mock says of itself stays; what the vendor says is not in an answer of somebody else. */
function ownOf({ headers }: MockResponse): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('x-confab-')));
}
