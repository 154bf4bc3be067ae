import type { Json } from '../spec/json.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { createBodyCheck } from './body.ts';
import type { Incoming } from './incoming.ts';
import { createParameterCheck, createParameterReader, type Parameters } from './parameters.ts';
import type { Refusal } from './refusal.ts';

/** What a request said, coerced: its declared parameters by place and name, and its JSON body. */
export interface Values extends Parameters {
  readonly body: Json | undefined;
}

type Checked = { readonly values: Values } | { readonly refusal: Refusal };

/** Compiles an operation's parameters and body into one check of a request. */
export function createValidate(spec: Spec, operation: Operation): (incoming: Incoming) => Checked {
  const read = createParameterReader(spec, operation);
  const check = createParameterCheck(spec, operation);
  const readBody = createBodyCheck(spec, operation);
  return (incoming) => {
    const { query, path, header } = read(incoming);
    const refusal = check({ query, path, header });
    if (refusal) return { refusal };
    const found = readBody(incoming);
    return 'refusal' in found ? found : { values: { query, path, header, body: found.value } };
  };
}
