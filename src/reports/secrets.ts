/**
 * Keys and tokens that stand in logs. A report travels further than the log it was made from, so none is printed whole:
 * its first four characters stay, to recognise it by.
 */
import { createHash } from 'node:crypto';

/** Whole secrets, by the shape their issuers give them. The bounded look ahead keeps matching linear. */
const shapes: readonly RegExp[] = [
  // OpenAI, Anthropic, DeepSeek and many gateways; a digit tells a key from hyphenated words.
  /(?<![A-Za-z0-9_])(?:sk|pk|rk)[-_](?=[\w-]{0,200}?\d)[\w-]{16,}/g,
  /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}/g,
  /(?<![A-Za-z0-9])(?:gh[pousr]_|github_pat_|glpat-|hf_|gsk_|xai-|r8_|pplx-)\w{16,}/g,
  /(?<![A-Za-z0-9])AIza[\w-]{30,}/g,
  /(?<![A-Za-z0-9])ya29\.[\w-]{20,}/g,
  /(?<![A-Za-z0-9])xox[a-z]-[\w-]{10,}/g,
  /(?<![A-Za-z0-9])eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g,
];

/** Secrets known by what stands before them; the first group stays. */
const introduced: readonly RegExp[] = [
  /(\b(?:Bearer|Basic)\s{1,8})([\w.~+/=-]{12,})/gi,
  /(\b(?:x-)?(?:api[-_]?key|access[-_]?token|auth[-_]?token|refresh[-_]?token|client[-_]?secret|secret[-_]?key|password|passwd)["']?\s{0,8}[=:]\s{0,8}["']?)([^\s"'&,;…]{6,})/gi,
  /(\bauthorization["']?\s{0,8}[=:]\s{0,8}["']?)((?!(?:Bearer|Basic)\s)[^\s"'&,;…]{6,})/gi,
  /(:\/\/[^\s/:@]{0,100}:)([^\s/@…]{6,200})(?=@)/g,
];

/** What every one of them holds a part of: most texts hold none, and are looked through once. */
const telling =
  /[spr]k[-_]|a[ks]ia|gh[pousr]_|github_pat|glpat|hf_|gsk_|xai-|r8_|pplx-|aiza|ya29|xox|eyj|bearer|basic|key|token|secret|passw|authorization|:\/\//i;

/** The text with every key and token in it cut to its first four characters. Applying it twice changes nothing more. */
export function redactSecrets(text: string): string {
  if (!telling.test(text)) return text;
  let clean = text;
  for (const shape of shapes) clean = clean.replace(shape, cut);
  for (const shape of introduced)
    clean = clean.replace(shape, (_, before: string, secret: string) => before + cut(secret));
  return clean;
}

/**
 * The name of an account or suspect. One that holds a key is cut like any other, and carries 8 hex digits of its SHA-256,
 * so that two keys stay two accounts, and whoever has the log can find the one that is meant.
 */
export function redactName(name: string): string {
  const clean = redactSecrets(name);
  return clean === name ? name : `${clean}#${fingerprint(name)}`;
}

/** Eight hex digits of a name's SHA-256: the same for an account alone and as a suspect (`account:` before it). */
export function fingerprint(name: string): string {
  return createHash('sha256').update(bare(name)).digest('hex').slice(0, 8);
}

function bare(name: string): string {
  return name.replace(/^(?:campaign|account|network|stream):/, '');
}

function cut(secret: string): string {
  return `${secret.slice(0, 4)}…`;
}
