/** The lines of an event, and a field of it (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
const FIELD = /^(?:data|event|id|retry)[ \t]*:|^:/;

/** Whether a text begins as an event stream does. */
export function isEventStream(text: string): boolean {
  return /^\uFEFF?\s{0,8}(?:data|event|id|retry):/.test(text);
}

/** Maps the data of each event, joined if it is split over several lines. */
export function mapEventStream(text: string, map: (data: string) => string): string {
  const lines = text.split(/(\r\n|\n|\r)/);
  /** The positions of the lines of one event that have data. */
  let data: number[] = [];
  const endEvent = () => {
    const old = data.map((at) => contentOf(lines[at] as string));
    const mapped = map(old.join('\n'));
    if (mapped !== old.join('\n')) {
      const parts = mapped.split('\n');
      // What was replaced may have had line breaks in it: what is left stands in the last line.
      const fitting =
        parts.length <= data.length
          ? parts
          : [...parts.slice(0, data.length - 1), parts.slice(data.length - 1).join(' ')];
      for (const [index, at] of data.entries()) {
        const line = lines[at] as string;
        lines[at] = line.slice(0, line.length - contentOf(line).length) + (fitting[index] ?? '');
      }
    }
    data = [];
  };
  for (let at = 0; at < lines.length; at += 2) {
    const line = lines[at] as string;
    if (/^\uFEFF?data[ \t]*:/.test(line)) data.push(at);
    else if (!FIELD.test(line) && data.length > 0) endEvent();
  }
  if (data.length > 0) endEvent();
  return lines.join('');
}

function contentOf(line: string): string {
  const start = line.indexOf(':') + 1;
  return line.slice(line[start] === ' ' ? start + 1 : start);
}
