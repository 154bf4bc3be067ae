import { fieldNamed } from '../spec/field.ts';
import { isObject, type Json } from '../spec/json.ts';
import { rulesOf } from '../spec/request-errors.ts';
import { valueIn } from '../spec/request-values.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import type { Incoming } from './incoming.ts';
import { createParameterReader } from './parameters.ts';

/** Reads single values of requests, valid or not, by a field's key or label; of the body only what is JSON. */
export function createRequestReader(spec: Spec, operation: Operation) {
  const readParameters = createParameterReader(rulesOf(spec, operation));
  return (incoming: Incoming) => {
    let values: Parameters<typeof valueIn>[0] | undefined;
    return (name: string): Json | undefined => {
      const field = fieldNamed(operation, name);
      if (!field) return undefined;
      values ??= { ...readParameters(incoming), body: toJson(incoming.body) };
      return valueIn(values, field) ?? field.schema.default;
    };
  };
}

function toJson(text: string): Json | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
