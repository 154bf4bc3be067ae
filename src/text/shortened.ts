/** The first characters of a text, and how many more there are. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
  return `${kept} … (${text.length - kept.length} more characters)`;
}
