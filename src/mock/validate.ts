import { type RequestRules, rulesOf } from '../spec/request-errors.ts';
import type { RequestValues } from '../spec/request-values.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { createBodyReader } from './body.ts';
import type { Incoming } from './incoming.ts';
import { createParameterReader } from './parameters.ts';
import { type Refusal, toRefusal } from './refusal.ts';

/** What a request says, or why it is refused. */
type CheckedRequest = { readonly values: RequestValues } | { readonly refusal: Refusal };

/** Compiles the reading of an operation's parameters and body. */
export function createValidate(spec: Spec, operation: Operation): (incoming: Incoming) => CheckedRequest {
  const rules: RequestRules = rulesOf(spec, operation);
  const readParameters = createParameterReader(rules);
  const readBody = createBodyReader(rules, operation);
  return (incoming) => {
    const given = readParameters(incoming);
    const error = rules.parameterError(given);
    if (error) return { refusal: toRefusal(error) };
    const found = readBody(incoming);
    if ('refusal' in found) return found;
    const { query, path, header, cookie } = given;
    return { values: { query, path, header, cookie, body: found.value } };
  };
}
