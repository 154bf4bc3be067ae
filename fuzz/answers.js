/** What no answer and no message may show: that is for whoever fixes the program. */
const INSIDES =
  /\n\s+at .+:\d+:\d+|node:internal|this is a bug of confab|Maximum call stack|Cannot (read|set|destructure) propert|is not a function|is not iterable|\bundefined is not\b|(?:Type|Range|Reference|Syntax)Error: /;

/** Why a text may not be shown to anybody; undefined when it may. */
export function insidesIn(text) {
  const found = INSIDES.exec(text);
  return found
    ? `the text shows insides of the program (${found[0].trim()}): ${text.slice(0, 600)}`
    : undefined;
}

/** An answer of an app, read as an exchange. */
export async function toExchange(request, response) {
  const body = new Uint8Array(await response.arrayBuffer());
  return {
    origin: 'in-process',
    request: {
      method: request.method,
      url: request.url,
      headers: Object.entries(request.headers),
      body: request.body,
    },
    response: { status: response.status, headers: [...response.headers], body, complete: true },
    milliseconds: 1,
    at: Date.now(),
  };
}

/**
 * What a document says for sure. Other checks know what is usual, which a damaged document need not be: a media type
 * that is none is served as it stands.
 */
export const STRICT = new Set(['status', 'header', 'utf-8', 'json', 'duplicate-key', 'schema']);

/**
 * What is wrong with an answer of the mock: undefined, unless it breaks the mock's promises or its own spec. `wants`
 * chooses among the checks of the contract.
 */
export function problemOfAnswer({ checkExchange }, spec, operation, exchange, wants = () => true) {
  const { status, headers, body } = exchange.response;
  const text = Buffer.from(body).toString();
  // Rows are about programs, too, and quote what one reads there.
  const shown = status < 300 ? '' : text;
  const inside = insidesIn(`${shown}\n${headers.map((pair) => pair.join(': ')).join('\n')}`);
  const named = headers.find(([name]) => name.toLowerCase() === 'x-confab-operation')?.[1];
  const cause = headers.find(([name]) => name.toLowerCase() === 'x-confab-cause')?.[1] ?? '';
  if (inside) return inside;
  // A document need not say how a request is refused; then a problem of the mock's own says why.
  if (status >= 400 && text.includes('The spec has no answer for')) return undefined;
  // The mock's own refusals, and paths that belong to nobody, are not the operation's answers.
  if (cause === 'mock' && status < 500) return undefined;
  if (named !== `${spec.name}.${operation.id}`)
    return status >= 500 && status !== 501 ? `${status}: ${text.slice(0, 600)}` : undefined;
  // An operation that documents no answer at all gets an empty one.
  if (operation.responses.size === 0) return undefined;
  if (status >= 500 && !isDeclared(operation, status, cause))
    return `${status} (${cause}): ${text.slice(0, 600)}`;
  const [finding] = checkExchange(spec, operation, exchange, { asserted: 'assumed', wants });
  return (
    finding &&
    `${finding.check}: ${finding.title}; ${finding.detail} (status ${status}, ${text.slice(0, 300)})`
  );
}

/** A refusal that the vendor gives with a 5xx, which the document declares. */
function isDeclared(operation, status, cause) {
  return cause !== '' && cause !== 'mock' && operation.responses.has(String(status));
}
