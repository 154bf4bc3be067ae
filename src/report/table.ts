import { visible } from '../text/visible.ts';

/** A Markdown table whose columns are aligned in plain text too. */
export function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows].map((row) => row.map(toCell));
  const widths = head.map((_, column) => Math.max(3, ...all.map((row) => widthOf(row[column] ?? ''))));
  const toLine = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell + ' '.repeat((widths[column] as number) - widthOf(cell))).join(' | ')} |`;
  const [first = [], ...others] = all;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [toLine(first), rule, ...others.map(toLine)].join('\n');
}

function toCell(text: string): string {
  return visible(text).replaceAll(/\s+/g, ' ').trim().replaceAll('|', String.raw`\|`);
}

/** The width in columns of a terminal: Chinese characters, kana, hangul and emoji take two. */
function widthOf(text: string): number {
  const wide =
    /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
  return [...text].reduce((sum, one) => sum + (wide.test(one) ? 2 : 1), 0);
}
