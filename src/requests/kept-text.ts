import { createHash } from 'node:crypto';

/** No honest name is longer. */
const longestText = 512;
const digestDigits = 24;
const mark = '…sha256:';

/**
 * A text as it is kept: whole, or of a longer one the beginning and a digest of all of it, so that texts that begin alike stay
 * apart. 512 characters at most.
 */
export function keptText(text: string): string {
  if (text.length <= longestText) return text;
  const digest = createHash('sha256').update(text).digest('hex').slice(0, digestDigits);
  return `${beginning(text, longestText - mark.length - digestDigits)}${mark}${digest}`;
}

/** Whole characters: half of one would be another. */
function beginning(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}
