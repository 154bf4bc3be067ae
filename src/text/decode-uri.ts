/** Decodes percent-encoding; a text whose encoding is malformed stays as it is. */
export function decodeUri(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
