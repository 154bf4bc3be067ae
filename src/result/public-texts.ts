import type { Exchange } from '../http/exchange.ts';
import { mapExchange } from '../redact/map-exchange.ts';
import type { LocationRule } from '../redact/rules.ts';
import type { TextLocation } from '../redact/text-location.ts';
import { isObject, type Json } from '../spec/json.ts';
import type { Spec } from '../spec/spec.ts';
import { createRedact } from './redact.ts';

/** Knows texts that look like secrets and are none, or that are hidden in another way. */
interface IsPublic {
  has(text: string): boolean;
  /** Learns the credentials of a request that is wrong on purpose: a report must say how. */
  learn(exchange: Exchange, rules: readonly LocationRule[]): void;
}

/** So many characters in common are no chance. */
const ALIKE = 8;
/** Of a credential with a bit more, which is wrong on purpose, the variable takes the most. */
const MOST_MORE = 8;

/** As a shell reads it: `$NAME`, or a part of it. */
const VARIABLE = /\$(?:[A-Z][A-Z0-9_]*|\{[A-Z][^}]*\})/g;

/**
 * Every text of the document is public: its examples and test credentials. The credentials of the run themselves are
 * left to be replaced by the names of their variables.
 */
export function createIsPublic(spec: Spec, variables: ReadonlyMap<string, string>): IsPublic {
  const byVariables = createRedact(variables);
  const madeUp = new Set<string>();
  let ofDocument: ReadonlySet<string> | undefined;

  function isVariable(text: string): boolean {
    const shown = byVariables(text);
    const rest = shown.replaceAll(VARIABLE, '');
    return shown === text ? rest === '' : rest.length <= MOST_MORE;
  }

  return {
    has(text) {
      if (madeUp.has(text) || isVariable(text)) return true;
      ofDocument ??= textsOf(spec.document);
      return ofDocument.has(text);
    },
    learn(exchange, rules) {
      if (exchange.request.flaw === undefined) return;
      const credentials = rules.filter(({ origin }) => origin === 'credential');
      mapExchange({ ...exchange, response: undefined }, { place: learnAt, text: (value) => value });

      function learnAt<T extends string | number>(value: T, location: TextLocation): T {
        for (const rule of credentials)
          if (rule.in.includes(location.in) && rule.isAt(location))
            rule.rewrite(
              String(value),
              (credential) => {
                if (![...variables.keys()].some((own) => isAlike(credential, own))) madeUp.add(credential);
                return credential;
              },
              location,
            );
        return value;
      }
    },
  };
}

/** Whether a text has a part of a secret, in any letter case. */
function isAlike(text: string, secret: string): boolean {
  const [all, own] = [text.toLowerCase(), secret.toLowerCase()];
  if (own.length < ALIKE) return own !== '' && all.includes(own);
  for (let at = 0; at + ALIKE <= own.length; at += 1)
    if (all.includes(own.slice(at, at + ALIKE))) return true;
  return false;
}

function textsOf(document: Json): Set<string> {
  const found = new Set<string>();
  const seen = new Set<Json | undefined>();
  const visit = (value: Json | undefined): void => {
    if (typeof value === 'string') found.add(value);
    if (typeof value !== 'object' || seen.has(value)) return;
    seen.add(value);
    if (Array.isArray(value)) value.forEach(visit);
    else if (isObject(value)) Object.values(value).forEach(visit);
  };
  visit(document);
  return found;
}
