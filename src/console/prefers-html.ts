/** Whether a client would rather have a page than JSON, by its Accept header (RFC 9110, 12.5.1): browsers say so. */
export function prefersHtml(accept: string | null): boolean {
  const ranges = (accept ?? '').split(',').map(toRange);
  return weightOf(ranges, 'text', 'html') > weightOf(ranges, 'application', 'json');
}

interface MediaRange {
  readonly type: string;
  readonly subtype: string;
  /** From 0, not at all, to 1. */
  readonly weight: number;
}

function toRange(text: string): MediaRange {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const [type = '', subtype = ''] = range.split('/');
  const weight = Number(parameters.find((one) => /^q\s*=/.test(one))?.replace(/^q\s*=\s*/, '') ?? 1);
  return { type, subtype, weight: weight >= 0 && weight <= 1 ? weight : 0 };
}

/** The most specific range that fits a media type counts, whatever the others say. */
function weightOf(ranges: readonly MediaRange[], type: string, subtype: string): number {
  const named = ranges.find((one) => one.type === type && one.subtype === subtype);
  const ofType = ranges.find((one) => one.type === type && one.subtype === '*');
  const any = ranges.find((one) => one.type === '*' && one.subtype === '*');
  return (named ?? ofType ?? any)?.weight ?? 0;
}
