import { namedFailure } from '../../http/failure-match.ts';
import { isObject } from '../../spec/json.ts';
import { schemaAt } from '../../spec/located-schema.ts';
import { requestError } from '../../spec/request-errors.ts';
import { schemaSetsOf } from '../../spec/schema-set.ts';
import { jsonMediaOf } from '../../spec/sent-fields.ts';
import type { Operation } from '../../spec/spec.ts';
import { setStatement, statementAt } from '../../spec/statement.ts';
import type { Client } from '../client.ts';
import type { Forbidden } from './forbidden.ts';

/** Bodies that are wrong as a whole. */
export function wholeBodies({ spec, operation, values }: Client): Forbidden[] {
  const media = jsonMediaOf(operation);
  if (!media || !operation.body) return [];
  const says = { source: media.pointer || operation.pointer, label: '', entries: [] };
  const malformed = (body: string, what: string): Forbidden => ({
    ...says,
    planned: { raw: { body } },
    purpose: what,
    title: `a body that is ${what}`,
    causes: ['malformed-body'],
    evidence: statementAt(spec, media.node, 'type').evidence,
  });
  const ofType = setStatement(
    spec,
    schemaSetsOf(spec.document).of(schemaAt(spec.document, media.pointer)),
    'type',
  );
  const list = requestError(spec, operation, { ...values, body: [] });
  return [
    malformed('{"confab": ', 'broken JSON'),
    // A server that reads it as far as it goes finds nothing missing.
    ...(isObject(values.body) && Object.keys(values.body).length > 0
      ? [malformed(JSON.stringify(values.body).slice(0, -1), 'JSON without its end')]
      : []),
    ...(list ? [{ ...malformed('[]', 'a list'), causes: list.causes, ...ofType }] : []),
    ...(operation.body.required
      ? [{ ...malformed('', 'empty'), evidence: statementAt(spec, operation.body.node, 'required').evidence }]
      : []),
    ...(isTextDeclared(operation)
      ? []
      : [
          {
            ...malformed('', 'of another media type'),
            planned: { raw: { contentType: 'text/plain' } },
            causes: ['wrong-content-type'] as const,
            // Many servers do not look at the media type: it counts only where the document speaks of it.
            evidence: namedFailure(operation, 'wrong-content-type')?.evidence ?? {
              grade: 'assumed' as const,
              reason: 'the document lists only other media types',
            },
          },
        ]),
  ];
}

function isTextDeclared({ body }: Operation): boolean {
  return [...(body?.content.keys() ?? [])].some((type) => /^(text|\*)\//i.test(type.trim()));
}
