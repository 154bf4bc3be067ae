import { CONNECTION, SLOW } from './answer/connection.ts';
import { ENCODING, UTF_8 } from './answer/encoding.ts';
import { ENVELOPE } from './answer/envelope.ts';
import { HEADER } from './answer/header.ts';
import { DUPLICATE_KEY, JSON_BODY } from './answer/json.ts';
import { CHARSET, MEDIA_TYPE } from './answer/media-type.ts';
import { MOJIBAKE } from './answer/mojibake.ts';
import { NUMBER_PRECISION } from './answer/number-precision.ts';
import { SCHEMA } from './answer/schema.ts';
import { REDIRECT, SERVER_ERROR, STATUS } from './answer/status.ts';
import { TIME } from './answer/time.ts';
import { UNKNOWN_FIELD } from './answer/unknown-field.ts';
import type { Check } from './check.ts';
import { CREDENTIAL, CREDENTIAL_REFUSAL } from './credentials/check-credentials.ts';
import { INTERMITTENT } from './intermittent.ts';
import {
  FILTER_BOUND,
  FILTER_COMPLETE,
  FILTER_NOBODY,
  FILTER_SOUND,
  FILTER_TOGETHER,
} from './relations/filters/checks.ts';
import { LINK_UNKNOWN } from './relations/links/unknown.ts';
import { LINK_AGREES, LINK_LOADS } from './relations/links.ts';
import { ORDER_REQUEST } from './relations/order/request.ts';
import { ORDER } from './relations/order.ts';
import { PAGE_DEFAULT } from './relations/paging/default.ts';
import { PAGE_DISJOINT } from './relations/paging/disjoint.ts';
import { PAGE_ECHO } from './relations/paging/echo.ts';
import { EMPTY_LIST } from './relations/paging/empty.ts';
import { HAS_MORE, HAS_PREVIOUS } from './relations/paging/flags.ts';
import { PAST_THE_END } from './relations/paging/past-the-end.ts';
import { PREVIOUS } from './relations/paging/previous.ts';
import { REPEATABLE } from './relations/paging/repeatable.ts';
import { PAGE_SIZE } from './relations/paging/size.ts';
import { PAGE_SLICES } from './relations/paging/slices.ts';
import { NEXT_LINK, TOKEN } from './relations/paging/token.ts';
import { PAGE_COUNT, TOTAL } from './relations/paging/totals.ts';
import { ACCEPTS } from './requests/accepted.ts';
import { REFUSAL, REFUSES } from './requests/refused.ts';

/** Every check, in the order of `confab check --list`. The facts of each stand beside its function. */
export const CHECK_LIST = [
  CONNECTION,
  STATUS,
  SERVER_ERROR,
  REDIRECT,
  MEDIA_TYPE,
  CHARSET,
  ENCODING,
  HEADER,
  UTF_8,
  JSON_BODY,
  DUPLICATE_KEY,
  NUMBER_PRECISION,
  SCHEMA,
  UNKNOWN_FIELD,
  ENVELOPE,
  MOJIBAKE,
  TIME,
  SLOW,
  INTERMITTENT,
  PAGE_SIZE,
  PAGE_DISJOINT,
  PAGE_SLICES,
  TOTAL,
  HAS_MORE,
  HAS_PREVIOUS,
  PAGE_COUNT,
  PAGE_ECHO,
  TOKEN,
  NEXT_LINK,
  PREVIOUS,
  PAST_THE_END,
  PAGE_DEFAULT,
  EMPTY_LIST,
  REPEATABLE,
  ORDER,
  ORDER_REQUEST,
  FILTER_SOUND,
  FILTER_COMPLETE,
  FILTER_BOUND,
  FILTER_NOBODY,
  FILTER_TOGETHER,
  LINK_LOADS,
  LINK_AGREES,
  LINK_UNKNOWN,
  ACCEPTS,
  REFUSES,
  REFUSAL,
  CREDENTIAL,
  CREDENTIAL_REFUSAL,
] as const satisfies readonly Check[];

export type CheckName = (typeof CHECK_LIST)[number]['name'];
