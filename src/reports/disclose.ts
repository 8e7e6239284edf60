/** What a report may tell: no secret whole, and no text of prompts unless it was asked for. */
import type { AllowList, Report, Suspect } from './report.js';
import { mapStrings } from './strings.js';
import { redactName, redactSecrets } from './secrets.js';

/**
 * The report as reporters may print it. Detectors quote text of prompts between « and »; without `showContent` the quotes
 * are left out. Numbers that say nothing (NaN, infinite) are left out of `measured` and `expected`.
 */
export function disclose(report: Report, showContent: boolean): Report {
  const run = mapStrings(report.run, redactSecrets);
  const { allow } = report.run;
  const told = allow === undefined || run.allow === undefined ? run : { ...run, allow: named(run.allow, allow) };
  return { ...report, run: told, suspects: report.suspects.map(suspect => discloseSuspect(suspect, showContent)) };
}

/** Accounts of the list as the suspects have them. */
function named(told: AllowList, { entries }: AllowList): AllowList {
  const accounts = (at: number): { account?: string[] } => {
    const names = entries[at]?.account;
    return names === undefined ? {} : { account: names.map(redactName) };
  };
  return { ...told, entries: told.entries.map((entry, at) => ({ ...entry, ...accounts(at) })) };
}

function discloseSuspect(suspect: Suspect, showContent: boolean): Suspect {
  const tell = (text: string): string => redactSecrets(showContent ? text : withoutQuotes(text));
  const told = mapStrings(suspect, tell);
  return {
    ...told,
    id: redactName(suspect.id),
    accounts: suspect.accounts.map(redactName),
    members: told.members.map((member, i) => ({ ...member, account: redactName(suspect.members[i]?.account ?? '') })),
    ...(suspect.allowed !== undefined && { allowed: mapStrings(suspect.allowed, redactSecrets) }),
    evidence: told.evidence.map(one => ({ ...one, measured: known(one.measured), expected: known(one.expected) })),
  };
}

/** Greedy, since a quoted prompt may itself hold guillemets. */
function withoutQuotes(text: string): string {
  if (!text.includes('«')) return text;
  return text.replace(/ ?\(«[^]*»\)/g, '').replace(/«[^]*»/g, '«…»');
}

function known(numbers: Record<string, number | string>): Record<string, number | string> {
  return Object.fromEntries(
    Object.entries(numbers).filter(([, value]) => typeof value === 'string' || Number.isFinite(value)),
  );
}
