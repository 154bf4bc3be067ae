import type { Exchange } from '../http/exchange.ts';
import { mapExchange } from '../redact/map-exchange.ts';
import { mapJson, mapText } from '../redact/map-texts.ts';
import { type RuleOptions, toRules } from '../redact/rules.ts';
import { createSecrets } from '../redact/secrets.ts';
import { shownForm } from '../redact/shown-form.ts';
import type { TextLocation } from '../redact/text-location.ts';
import type { TextMap } from '../redact/text-map.ts';
import type { Json } from '../spec/json.ts';
import type { Spec } from '../spec/spec.ts';

/** Takes secrets out of what a server has kept, when somebody looks at it. */
export interface Mask {
  /** An exchange without its secrets; they are known from then on. */
  exchange(exchange: Exchange): Exchange;
  /** A value that a request of such an exchange has said, at its place. */
  value(value: Json, place: TextLocation['in'], name?: string): Json;
  /** A sentence about such an exchange. */
  text(text: string): string;
}

const SENTENCE: TextLocation = { of: 'response', in: 'body', name: '', path: [] };
const NO_SPEC = { securitySchemes: {}, operations: [] };

/** The mask of a vendor; without a spec, of requests that no operation is for. */
export function createMask(
  spec: Pick<Spec, 'securitySchemes' | 'operations'> = NO_SPEC,
  options: RuleOptions = {},
): Mask {
  const secrets = createSecrets({
    ...toRules(spec, options),
    takesPhones: !options.keep?.includes('phone'),
    takesWords: true,
    credentials: {},
    replacementOf: shownForm,
  });
  const map: TextMap = secrets.replacing(() => {});
  return {
    exchange(exchange) {
      mapExchange(exchange, secrets.study);
      return mapExchange(exchange, map);
    },
    value: (value, place, name = '') => mapJson(value, { of: 'request', in: place, name, path: [] }, map),
    text: (text) => mapText(text, SENTENCE, map),
  };
}

/** The mask of each exchange, made once for each vendor. */
export function createMasks(options: RuleOptions): (spec: Spec | undefined) => Mask {
  const masks = new Map<Spec | undefined, Mask>();
  return (spec) => {
    const mask = masks.get(spec) ?? createMask(spec, options);
    masks.set(spec, mask);
    return mask;
  };
}
