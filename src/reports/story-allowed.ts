/** What an operator allows, in words: who allowed it, why, until when. */
import type { Allowance, AllowList, Suspect } from './report.js';
import { count, number, who, words } from './wording.js';

/** A suspect that is allowed: in one line, since nobody has to act. */
export interface AllowedLine {
  readonly rank: number;
  /** Severity, bits, verdict, who, requests. */
  readonly facts: readonly string[];
  readonly by: readonly string[];
}

/** Notes on the list that forms for people show; the JSON report has all. */
const mostNotes = 12;

export function allowedLine(suspect: Suspect): AllowedLine {
  const { rank, severity, score, verdict, requests, allowed = [] } = suspect;
  const facts = [
    severity.toUpperCase(),
    `${score.toFixed(1)} bits`,
    words(verdict),
    who(suspect),
    count(requests, 'request'),
  ];
  const several = allowed.length > 1;
  const by = allowed.map(one => `${several ? `${count(one.accounts, 'account')} ` : ''}allowed ${allowanceText(one)}`);
  return { rank, facts, by };
}

/** `by jane@example.com until 2026-12-31: contract 14` */
export function allowanceText({ line, owner, reason, expires }: Omit<Allowance, 'accounts'>): string {
  const by = owner === null ? `by line ${number(line)} of the list, which names no owner,` : `by ${owner}`;
  const until = expires === null ? 'without end' : `until ${expires}`;
  return `${by} ${until}${reason === null ? '' : `: ${reason}`}`;
}

/** Of a campaign only some of whose members are allowed: by whom, and that it is none the less a suspect. */
export function allowedMembers({ members, allowed }: Suspect, list: AllowList | undefined): string[] {
  const byLine = new Map<number, number>();
  for (const { allowed: line } of members) if (line !== undefined) byLine.set(line, (byLine.get(line) ?? 0) + 1);
  if (byLine.size === 0 || allowed !== undefined) return [];
  const told = [...byLine].map(([line, times]) => {
    const entry = list?.entries.find(one => one.line === line);
    return `${number(times)} of ${count(members.length, 'member')} allowed ${entry === undefined ? `by line ${number(line)}` : allowanceText(entry)}`;
  });
  return [...told, 'the others are not, and so the campaign is not'];
}

export function allowNotes(list: AllowList | undefined): string[] {
  if (list === undefined) return [];
  const { notes } = list;
  const left = notes.length - mostNotes;
  return [
    ...notes.slice(0, mostNotes),
    ...(left > 0 ? [`${count(left, 'more note')} on the list in the JSON report`] : []),
  ].map(note => `allow list: ${note}`);
}
