import { isUtf8 } from 'node:buffer';
import { type EncodedSecret, encodingsOf, patternOf } from '../http/encoded-secret.ts';
import {
  bodyText,
  type Exchange,
  type Header,
  type WireRequest,
  type WireResponse,
} from '../http/exchange.ts';

/** Replaces each secret in a text by the `$VARIABLE` that holds it. */
type Redact = (text: string) => string;

/** Makes the function for secrets and the names of their variables, however a secret is encoded. */
export function createRedact(
  secrets: ReadonlyMap<string, string>,
  show: (variable: string, encoded: EncodedSecret) => string = (variable) => `$${variable}`,
): Redact {
  const rules = [...secrets]
    .flatMap(([secret, variable]) => encodingsOf(secret).map((encoded) => ({ variable, encoded })))
    // A secret may contain another one, so longer secrets are replaced first.
    .sort((a, b) => b.encoded.text.length - a.encoded.text.length)
    .map(({ variable, encoded }) => ({ pattern: patternOf(encoded), by: show(variable, encoded) }));
  return (text) => rules.reduce((left, { pattern, by }) => left.replaceAll(pattern, () => by), text);
}

/** An exchange without secrets; a vendor may echo them, so the response is redacted too. */
export function redactExchange(exchange: Exchange, redact: Redact): Exchange {
  const { request, response, noAnswer } = exchange;
  return {
    ...exchange,
    request: redactRequest(request, redact),
    response: response && redactResponse(response, redact),
    ...(noAnswer && { noAnswer: { ...noAnswer, message: redact(noAnswer.message) } }),
  };
}

function redactRequest(request: WireRequest, redact: Redact): WireRequest {
  const { url, headers, body } = request;
  return {
    ...request,
    url: redact(url),
    headers: redactHeaders(headers, redact),
    body: body === undefined ? undefined : redact(bodyText(body)),
  };
}

function redactResponse(response: WireResponse, redact: Redact): WireResponse {
  const bytes = Buffer.from(response.body);
  // latin1 maps each byte to one character, so bytes that are not UTF-8 survive.
  const encoding = isUtf8(bytes) ? 'utf8' : 'latin1';
  const text = bytes.toString(encoding);
  const shown = redact(text);
  return {
    ...response,
    headers: redactHeaders(response.headers, redact),
    body: shown === text ? response.body : new Uint8Array(Buffer.from(shown, encoding)),
  };
}

function redactHeaders(headers: readonly Header[], redact: Redact): Header[] {
  return headers.map(([name, value]) => [name, redact(value)]);
}
