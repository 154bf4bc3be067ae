import type { Reason } from '../../result/ledger.ts';
import { isJson } from '../../spec/media-type.ts';
import type { Operation, Spec } from '../../spec/spec.ts';
import type { AnswerCheckName } from './check-answer.ts';
import { formsOf } from './forms.ts';
import { hasHeaders } from './header.ts';
import { showsTimes } from './time.ts';

/** Why a check of each answer may have found nothing to look at, by the check. */
type Unseen = readonly [check: AnswerCheckName, reason: Reason, detail: string];

/** What explains it when a check of each answer was never reached: the document, or what came. */
export function unseenChecks(spec: Spec, operation: Operation): Unseen[] {
  const media = [...operation.responses.values()].flatMap(({ content }) => [...content.values()]);
  const documentsJson = media.some(isJson);
  const said = (check: AnswerCheckName, isSaid: boolean, lack: string, none: string): Unseen =>
    isSaid ? [check, 'not-provoked', none] : [check, 'not-declared', lack];
  const ofBody = (check: AnswerCheckName) =>
    said(check, media.length > 0, 'no response has a body', 'no answer had a body that could be read');
  const ofJson = (check: AnswerCheckName) =>
    said(check, documentsJson, 'no response has a body of JSON', 'no answer had a body of JSON');
  return [
    said('header', hasHeaders(operation), 'no response has headers', 'no answer came that has headers'),
    showsTimes(spec, operation)
      ? ['time', 'no-rows', 'no answer had a time in it']
      : ['time', 'not-declared', 'no response shows times'],
    said(
      'envelope',
      formsOf(spec, operation).length > 0,
      'no response has a body of JSON with a schema',
      'no answer had a body of JSON',
    ),
    said(
      'schema',
      media.some(({ pointer }) => pointer !== ''),
      'no response has a schema',
      'no answer came that has a schema',
    ),
    ...(['media-type', 'charset', 'encoding', 'utf-8'] as const).map(ofBody),
    ...(['json', 'duplicate-key', 'number-precision', 'unknown-field', 'mojibake'] as const).map(ofJson),
  ];
}
