import { decodeUri } from '../../text/decode-uri.ts';
import { isSecretName } from '../names.ts';
import type { TextLocation } from '../text-location.ts';

type MapAt = (value: string, location: TextLocation) => string;

interface UrlMap {
  readonly value: MapAt;
  /** A name of a parameter. */
  readonly name: MapAt;
}

/** Path segments, user and password, query and fragment are mapped decoded, and encoded again only where they were changed. */
export function mapUrlParts(url: string, map: UrlMap): string {
  const [, before = '', path = '', query, fragment] =
    /^([a-z][a-z\d+.-]*:\/\/[^/?#]*)?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is.exec(url) ?? ['', '', url];
  const location: TextLocation = { of: 'request', in: 'path', name: '', path: [] };
  const inQuery = (text: string) => mapForm(text, (name) => ({ ...location, in: 'query', name }), map);
  return (
    (before && map.value(before, location)) +
    mapPath(path, location, map.value) +
    (query === undefined ? '' : `?${inQuery(query)}`) +
    (fragment === undefined ? '' : `#${inQuery(fragment)}`)
  );
}

function mapPath(path: string, location: TextLocation, map: MapAt): string {
  let before = '';
  return path
    .split('/')
    .map((segment) => {
      // `/token/4711-abcd`: a word behind it is a part of the path.
      const isNamed = isSecretName(before) && segment.length >= 8 && /\d/.test(segment);
      const place = isNamed ? { ...location, path: [before] } : location;
      before = segment;
      return mapEncoded(segment, place, map);
    })
    .join('/');
}

/** Names and values, as a query or a form has them. */
export function mapForm(text: string, placeOf: (name: string) => TextLocation, map: UrlMap): string {
  return text
    .split('&')
    .map((pair) => {
      const at = pair.indexOf('=');
      const name = at < 0 ? pair : pair.slice(0, at);
      const location = placeOf(decodeUri(name.replaceAll('+', ' ')));
      const mapped = mapEncoded(name, { ...location, name: '', path: [name], isBare: true }, map.name);
      return at < 0 ? mapped : `${mapped}=${mapEncoded(pair.slice(at + 1), location, map.value, '+')}`;
    })
    .join('&');
}

function mapEncoded(text: string, location: TextLocation, map: MapAt, blank = ''): string {
  const decoded = decodeUri(blank === '' ? text : text.replaceAll(blank, ' '));
  const mapped = map(decoded, location);
  return mapped === decoded ? text : encodeURIComponent(mapped);
}
