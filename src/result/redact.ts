import { type EncodedSecret, encodingsOf, patternOf } from '../http/encoded-secret.ts';
import type { Exchange } from '../http/exchange.ts';
import { mapExchange } from '../redact/map-exchange.ts';

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

/** An exchange without secrets; a vendor may echo them in any form, so the response is redacted too. */
export function redactExchange(exchange: Exchange, redact: Redact): Exchange {
  const { request } = exchange;
  // First as it stands: the name of a variable is easier to read where it is not encoded.
  return mapExchange(
    { ...exchange, request: { ...request, url: redact(request.url) } },
    {
      place: <T extends string | number>(value: T) =>
        (typeof value === 'string' ? redact(value) : value) as T,
      text: redact,
    },
  );
}
