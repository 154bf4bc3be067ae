/** As encodeURIComponent, which throws for half of a surrogate pair: that has no UTF-8, so U+FFFD stands for it. */
export function percentEncoded(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Cs}/gu, '\ufffd'));
}
