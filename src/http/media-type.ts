import type { MediaType, RequestBody } from '../spec/spec.ts';

interface BodyMedia {
  readonly media: MediaType;
  readonly isJson: boolean;
}

/** `Application/JSON; charset=utf-8` → `application/json`. */
function mediaTypeOf(header: string): string {
  const end = header.indexOf(';');
  return (end < 0 ? header : header.slice(0, end)).trim().toLowerCase();
}

/** Compiles which declared media type a Content-Type header names; wildcards as in OpenAPI (`text/*`). */
export function createBodyMedia(body: RequestBody): (header: string | undefined) => BodyMedia | undefined {
  const declared = [...body.content.values()].map((media) => {
    const wanted = mediaTypeOf(media.type);
    return { wanted, found: { media, isJson: /[/+]json$/.test(wanted) } };
  });
  return (header) => {
    if (header === undefined) return undefined;
    const sent = mediaTypeOf(header);
    return declared.find(
      ({ wanted }) => wanted === sent || wanted === '*/*' || wanted === `${sent.split('/')[0]}/*`,
    )?.found;
  };
}
