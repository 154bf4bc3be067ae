import type { MediaType, RequestBody } from '../spec/spec.ts';

/** `Application/JSON; charset=utf-8` → `application/json`. */
export function mediaTypeOf(header: string): string {
  return (header.split(';')[0] as string).trim().toLowerCase();
}

/** The declared media type that a Content-Type header names; wildcards as in OpenAPI (`text/*`). */
export function toBodyMedia(body: RequestBody, header: string | undefined): MediaType | undefined {
  if (header === undefined) return undefined;
  const sent = mediaTypeOf(header);
  const matches = (declared: string) => {
    const wanted = mediaTypeOf(declared);
    return wanted === sent || wanted === '*/*' || wanted === `${sent.split('/')[0]}/*`;
  };
  return [...body.content.values()].find(({ type }) => matches(type));
}
