/** Names of fields, taken apart. */

/** Names beyond this are nobody's: they are compared by their beginning. */
const longestName = 200;

/** Parts of a dotted path. */
export function segmentsOf(field: string): string[] {
  return field.slice(0, longestName).split('.');
}

/** The last part of a dotted path. */
export function leafOf(field: string): string {
  return field.slice(field.lastIndexOf('.') + 1);
}

/** The path without its last part, '' at the top. */
export function parentOf(field: string): string {
  const dot = field.lastIndexOf('.');
  return dot < 0 ? '' : field.slice(0, dot);
}

/** A name without case, accents and separators: `Client-IP`, `client_ip` and `clientIp` are one. */
export function fold(name: string): string {
  return withoutAccents(name)
    .toLowerCase()
    .replace(/[\s_.()[\]/$@:#-]/g, '');
}

/** Words of a name, whether divided by signs or by capitals: `promptTok_in` is prompt, tok, in. */
export function wordsOf(name: string): string[] {
  return withoutAccents(name)
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '');
}

function withoutAccents(name: string): string {
  return name
    .slice(0, longestName)
    .normalize('NFD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .replace(/ß/g, 'ss')
    .normalize('NFC');
}
