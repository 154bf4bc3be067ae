import { headerOf } from '../../http/exchange.ts';
import { type Json, member } from '../../spec/json.ts';
import { splitUrl } from '../match-key.ts';
import type { Step } from './step.ts';

/** What a request says for a field, by its key or the name that people know it by. */
export function readStepField({ operation, match, incoming, request }: Step, name: string): Json | undefined {
  const field = operation.fields.find(({ key, label }) => key === name || label === name);
  if (!field) return undefined;
  if (field.in === 'path') return match.path[field.name];
  if (field.in === 'header') return headerOf(incoming.headers, field.name);
  if (field.in === 'query') {
    const values = splitUrl(request.url).query.filter(([one]) => one === field.name);
    return values.length > 1 ? values.map(([, value]) => value) : values[0]?.[1];
  }
  const { body } = request;
  let value: Json | undefined = body && 'json' in body ? body.json : undefined;
  for (const key of field.path) value = member(value, key);
  return value;
}
