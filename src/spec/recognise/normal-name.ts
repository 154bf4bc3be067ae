/** `page_size`, `pageSize`, `page[size]` and `Page-Size` are one name: `pagesize`. */
export function normalName(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase();
}
