import { failuresOf } from '../spec/failure-of.ts';
import type { Field } from '../spec/field.ts';
import { fieldStatement } from '../spec/field-statement.ts';
import { strongest } from '../spec/grade.ts';
import { parsePointer } from '../spec/json-pointer.ts';
import { responseProperties } from '../spec/response-properties.ts';
import { presenceStatements, valueStatements } from '../spec/schema-statements.ts';
import type { Evidence, Operation, Spec } from '../spec/spec.ts';
import { statementAt } from '../spec/statement.ts';

/**
 * How well the contract's entries about an operation are known, by `kind:name`: each as well as the best known of
 * the statements that it consists of, since that one could fail.
 */
export function entryEvidence(spec: Spec, operation: Operation): Map<string, Evidence> {
  const all = new Map<string, Evidence[]>();
  const add = (entry: string, evidence: readonly Evidence[]) =>
    all.set(entry, [...(all.get(entry) ?? []), ...evidence]);
  for (const response of operation.responses.values())
    add(`status:${response.status}`, [statementAt(spec, response.pointer, 'status').evidence]);
  for (const field of operation.fields) {
    add(`parameter:${field.key}`, fieldEvidence(spec, field));
    for (const value of listed(field))
      add(`enum:${field.key}=${String(value)}`, [fieldStatement(spec, field, 'enum').evidence]);
  }
  for (const [cause, { evidence }] of failuresOf(operation)) add(`cause:${cause}`, [evidence]);
  for (const response of operation.responses.values())
    for (const media of response.content.values())
      for (const { general, schemas, around, isItem } of responseProperties(spec, media)) {
        if (isItem) continue;
        const name = parsePointer(general).at(-1) ?? '';
        add(`property:${response.status}${general}`, [
          ...schemas.schemas.flatMap((schema) => valueStatements(spec.document, schema)),
          ...presenceStatements(spec.document, around.schemas, name),
        ]);
      }
  return new Map([...all].map(([entry, evidence]) => [entry, strongest(evidence)]));
}

/** What a document says of a field that a request could show to be wrong. */
function fieldEvidence(spec: Spec, field: Field): Evidence[] {
  const { schema, filter } = field;
  const keywords = [
    'type',
    'enum',
    'default',
    'minimum',
    'maximum',
    'minLength',
    'maxLength',
    'pattern',
    'format',
  ];
  return [
    ...['required', ...keywords.filter((keyword) => schema[keyword] !== undefined)].map(
      (keyword) => fieldStatement(spec, field, keyword).evidence,
    ),
    ...(filter ? [filter.of.evidence] : []),
  ];
}

function listed({ schema }: Field): readonly unknown[] {
  return Array.isArray(schema.enum) ? schema.enum : [];
}
