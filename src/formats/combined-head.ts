/**
 * What stands before the time of an access log line: `[vhost] [forwarded for] host ident user`, perhaps with an id or the
 * address once more. Which of them a file has is learned from its first lines; where they stand in a line is then found
 * from the side that the client does not write.
 */
import { areNew, isAddressList, isEndpointList, isId } from './value-forms.js';

type Column = 'ident' | 'user' | 'forwarded' | 'id' | 'other';

export interface HeadLayout {
  /** A virtual host comes first. */
  readonly vhost: boolean;
  /** Forwarded addresses come before the host, or in its place. */
  readonly forwarded: 'no' | 'before' | 'instead';
  /** Columns after the host. */
  readonly after: readonly Column[];
  /** The first of them is `-` in all lines. */
  readonly dashed: boolean;
}

export interface Head {
  readonly host: string | undefined;
  readonly vhost: string | undefined;
  readonly forwarded: string | undefined;
  readonly ident: string | undefined;
  readonly user: string | undefined;
  readonly id: string | undefined;
  readonly other: string | undefined;
}

/** What Apache and nginx write unless told otherwise. */
export const usualHead: HeadLayout = { vhost: false, forwarded: 'no', after: ['ident', 'user'], dashed: true };

export function isUsual({ vhost, forwarded, after }: HeadLayout): boolean {
  return !vhost && forwarded !== 'before' && after.join() === usualHead.after.join();
}

export function headWords(text: string): string[] {
  return text.split(/[ \t]/).filter(word => word !== '');
}

/** @returns undefined where nothing stands before the time */
export function readHead(words: readonly string[], layout: HeadLayout): Head | undefined {
  if (words.length === 0) return undefined;
  const cut = layout.dashed ? dashOf(words, layout) : -1;
  if (cut < 0) return fromTheLeft(words, layout);
  return headOf(frontOf(words.slice(0, cut), layout), joinedLists(words.slice(cut)), layout);
}

/**
 * Place of the `-` behind the host. What comes before may be the client's words (a list of addresses, a host name), so the last
 * one counts, unless the line begins with the host and the second word is a dash: then all that follows may be a user name.
 */
function dashOf(words: readonly string[], { vhost, forwarded, after }: HeadLayout): number {
  if (!vhost && forwarded === 'no' && words[1] === '-') return 1;
  for (let at = words.length - after.length; at > 0; at -= 1) if (words[at] === '-') return at;
  return -1;
}

interface Front {
  readonly vhost: string | undefined;
  readonly forwarded: string | undefined;
  readonly host: string | undefined;
}

/** The host is the last word, with the list it may end; before it the forwarded addresses, before them the virtual host. */
function frontOf(words: readonly string[], { vhost, forwarded }: HeadLayout): Front {
  const hostAt = listStart(words, words.length - 1);
  const listAt = !vhost ? 0 : forwarded === 'before' && hostAt > 0 ? listStart(words, hostAt - 1) : hostAt;
  const before = forwarded === 'before';
  const joined = (from: number, to: number) => (to > from ? words.slice(from, to).join(' ') : undefined);
  if (!before) return { vhost: joined(0, hostAt), forwarded: undefined, host: joined(hostAt, words.length) };
  return { vhost: joined(0, listAt), forwarded: joined(listAt, hostAt), host: joined(hostAt, words.length) };
}

/** First word of the list that ends at `last`. */
function listStart(words: readonly string[], last: number): number {
  let at = last;
  while (at > 0 && isJoint(words[at - 1] ?? '', words[at] ?? '')) at -= 1;
  return at;
}

function isJoint(left: string, right: string): boolean {
  return left.endsWith(',') || right.startsWith(',');
}

/** Where no dash shows the place: word by word, lists as one. */
function fromTheLeft(words: readonly string[], layout: HeadLayout): Head {
  const items = joinedLists(words);
  const before = layout.forwarded === 'before';
  const spare = items.length - layout.after.length - 1;
  const hasVhost = layout.vhost && spare > (before ? 1 : 0);
  let at = 0;
  const vhost = hasVhost ? items[at++] : undefined;
  const forwarded = before && spare > 0 ? items[at++] : undefined;
  return headOf({ vhost, forwarded, host: items[at] }, items.slice(at + 1), layout);
}

/** Hands out what stands after the host; a user name may have blanks, so words too many are parts of it. */
function headOf(front: Front, words: readonly string[], { after }: HeadLayout): Head {
  const found: Partial<Record<Column, string>> = {};
  const user = after.indexOf('user');
  const wide = user < 0 ? after.length - 1 : user;
  const excess = Math.max(0, words.length - after.length);
  let at = 0;
  after.forEach((column, index) => {
    const to = at + 1 + (index === wide ? excess : 0);
    if (at < words.length) found[column] ??= words.slice(at, to).join(' ');
    at = to;
  });
  const { ident, id, other, forwarded } = found;
  const inBrackets = forwarded?.replace(/^\[|\]$/g, '');
  return { ...front, forwarded: front.forwarded ?? inBrackets, ident, user: found.user, id, other };
}

export function joinedLists(words: readonly string[]): string[] {
  const items: string[] = [];
  let from = 0;
  for (let at = 1; at <= words.length; at += 1) {
    if (at < words.length && isJoint(words[at - 1] ?? '', words[at] ?? '')) continue;
    items.push(words.slice(from, at).join(' '));
    from = at;
  }
  return items;
}

export function isClient(text: string): boolean {
  return isAddressList(text) || isEndpointList(text) || text.startsWith('unix:');
}

export function isDash(text: string): boolean {
  return text === '-';
}

export function looksLikeId(values: readonly string[]): boolean {
  const present = values.filter(value => !isDash(value));
  return areNew(present) && present.every(isId);
}
