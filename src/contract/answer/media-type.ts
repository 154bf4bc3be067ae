import { headerOf } from '../../http/exchange.ts';
import type { Deviation } from '../../result/observation.ts';
import type { ObservedResponse } from '../../result/observed-response.ts';
import { DOCUMENTED, strongest } from '../../spec/grade.ts';
import { essenceOf, findMedia, isJson, isJsonType, parseMediaType } from '../../spec/media-type.ts';
import type { Evidence, MediaType, Spec } from '../../spec/spec.ts';
import { excerpt } from '../../text/excerpt.ts';
import type { ResponseCheck, ResponseChecker } from '../check.ts';
import { describedBy, hasBody } from './body.ts';
import { mediaStatement } from './statement.ts';
import { unseenBody } from './unseen.ts';

/** Whether the Content-Type names a media type that the response documents. */
const checkMediaType: ResponseChecker = (observed, { spec }) => {
  const response = describedBy(observed);
  if (!response || response.content.size === 0 || !hasBody(observed)) return undefined;
  const { reading, exchange } = observed;
  const all = [...response.content.values()];
  const { type } = reading;
  // Without a body there is no media type to check.
  if (type ? findMedia(response.content, type.essence) : reading.text === '') return [];
  const header = headerOf(exchange.response?.headers ?? [], 'content-type');
  // What the document itself writes is documented, even where it is no media type.
  if (!type && header !== undefined && response.content.has(header)) return [];
  return [
    {
      title: titleOf(header, observed, all),
      expected: `Content-Type: ${all.map((media) => media.type).join(' or ')}`,
      actual:
        header === undefined
          ? `no Content-Type before ${excerpt(reading.text, 80)}`
          : `Content-Type: ${header}`,
      source: `${response.pointer}/content`,
      // What the documented types have in common may be more certain than their names: that there is JSON.
      evidence: bestOf(spec, all, all.every(isJson) && reading.json === undefined ? BOTH : ['type']),
      exchange,
    },
  ];
};

export const MEDIA_TYPE = {
  name: 'media-type',
  title: 'The Content-Type names a media type that the response documents.',
  area: 'response',
  needs: 'wire',
  offline: true,
  whyUnseen: unseenBody,
  check: checkMediaType,
} as const satisfies ResponseCheck;

function titleOf(
  header: string | undefined,
  { reading: { type } }: ObservedResponse,
  all: readonly MediaType[],
): string {
  if (header === undefined) return 'there is no Content-Type';
  if (!type && header.includes(',')) return 'there is more than one Content-Type';
  if (!type) return 'the Content-Type cannot be read';
  const sibling = all.map(essenceOf).find((one) => syntaxOf(one) === syntaxOf(type.essence));
  return sibling === undefined || !isJsonType(type.essence)
    ? `the media type ${type.essence} is not documented`
    : `the media type ${type.essence} has another suffix or name than the documented ${sibling}`;
}

/** The suffix of a media type: `json` for application/json and application/problem+json. */
function syntaxOf(essence: string): string {
  return essence.split(/[/+]/).at(-1) as string;
}

/** What is none of several media types breaks also the one that is known best. */
function bestOf(
  spec: Spec,
  all: readonly MediaType[],
  statements: readonly ('type' | 'body')[] = ['type'],
): Evidence {
  return strongest(
    all.flatMap((media) =>
      statements.map((statement) => mediaStatement(spec, media, '', statement).evidence),
    ),
  );
}

const BOTH = ['type', 'body'] as const;

/** Whether the charset is the documented one, and UTF-8 for JSON: JSON has no charset to be documented. */
const checkCharset: ResponseChecker = (observed, { spec }) => {
  const { type } = observed.reading;
  if (!type || !hasBody(observed)) return undefined;
  const response = describedBy(observed);
  const documented = [...(response?.content.values() ?? [])].filter(
    (media) => essenceOf(media) === type.essence,
  );
  if (documented.length === 0 && !isJsonType(type.essence)) return undefined;
  const wrong: Pick<Deviation, 'actual' | 'source' | 'evidence' | 'exchange'> = {
    actual: `Content-Type: ${headerOf(observed.exchange.response?.headers ?? [], 'content-type')}`,
    source: response ? `${response.pointer}/content` : '',
    evidence: DOCUMENTED,
    exchange: observed.exchange,
  };
  if (isJsonType(type.essence))
    return isUtf8Name(type.charset ?? 'utf-8')
      ? []
      : [
          {
            ...wrong,
            title: `JSON is sent as ${type.charset}`,
            expected: 'UTF-8, the only charset of JSON (RFC 8259)',
          },
        ];
  const charsets = documented.map((media) => parseMediaType(media.type)?.charset);
  if (charsets.length === 0 || charsets.some((one) => one === undefined || isSame(one, type.charset)))
    return [];
  const expected = `Content-Type: ${documented.map((media) => media.type).join(' or ')}`;
  const title =
    type.charset === undefined
      ? 'the documented charset is not said'
      : `the charset ${type.charset} is not the documented one`;
  return [{ ...wrong, title, expected, evidence: bestOf(spec, documented) }];
};

export const CHARSET = {
  name: 'charset',
  title: 'The charset is the documented one, and of JSON UTF-8.',
  area: 'response',
  needs: 'wire',
  offline: true,
  whyUnseen: unseenBody,
  check: checkCharset,
} as const satisfies ResponseCheck;

export function isUtf8Name(charset: string): boolean {
  return /^utf-?8$/.test(charset);
}

function isSame(documented: string, sent: string | undefined): boolean {
  return documented === sent || (sent !== undefined && isUtf8Name(documented) && isUtf8Name(sent));
}
