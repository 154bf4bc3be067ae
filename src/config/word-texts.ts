import { isObject, type Json } from '../spec/json.ts';

/** What a word's value needs to become what a flag is given. */
export interface TextPlace {
  /** A path as it is from the current folder: those of a configuration begin at its own. */
  readonly path: (text: string) => string;
  /** The flag. */
  readonly flag: string;
  /** The configuration's file, and the pointer of the value in it. */
  readonly file: string;
  readonly pointer: string;
}

export function plain(value: Json): string[] {
  return [value].flat().map(String);
}

export function paths(value: Json, { path }: TextPlace): string[] {
  return plain(value).map(path);
}

/** Names stay names; commands with --spec know the built-in ones already. */
export function vendors(value: Json, { path, flag }: TextPlace): string[] {
  const isFile = (vendor: string) => /[./\\]/.test(vendor);
  return plain(value)
    .filter((vendor) => flag === '' || isFile(vendor))
    .map((vendor) => (isFile(vendor) ? path(vendor) : vendor));
}

/** `237`, or `vendor=50` and `vendor=rows.json`. */
export function rows(value: Json, { path }: TextPlace): string[] {
  if (!isObject(value)) return plain(value);
  return Object.entries(value).map(([name, one]) => {
    const isCount = /^\d+$/.test(String(one));
    return `${name}=${isCount ? String(one) : path(String(one))}`;
  });
}

/** `true` stands for every origin. */
export function cors(value: Json): string[] {
  if (typeof value === 'boolean') return value ? ['*'] : [];
  return plain(value);
}

/** One in words of its own goes as JSON. */
export function faults(value: Json): string[] {
  return [value].flat().map((fault) => (isObject(fault) ? JSON.stringify(fault) : String(fault)));
}

/** A command that calls the mock calls it where it listens; a free port is not known before. */
export function port(value: Json, { flag }: TextPlace): string[] {
  if (flag === 'port') return plain(value);
  return Number(value) === 0 ? [] : [`http://127.0.0.1:${value}`];
}

/** `vendor=credential` */
export function keys(value: Json): string[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, one]) => plain(one).map((key) => `${name}=${key}`));
}

/** Of `json=file` the file is a path. */
export function reports(value: Json, { path }: TextPlace): string[] {
  return plain(value).map((report) => {
    const [format = '', ...file] = report.split('=');
    return file.length === 0 ? format : `${format}=${path(file.join('='))}`;
  });
}

/** A list stays where it is: its lines are told when a waiver is wrong or has expired. */
export function waivers(value: Json, { path, file, pointer }: TextPlace): string[] {
  return Array.isArray(value) ? [`${file}#${pointer}`] : paths(value, { path } as TextPlace);
}
