/**
 * What every form for people tells, in this order: what was read and how far it goes, what went wrong, the suspects in
 * short, each suspect with its ledger, the records, the outcome. Renderers lay it out; the words are made here, once.
 * Strings are as in the log: each renderer escapes them for its medium.
 */
import { outcome } from './outcome.js';
import type { Report } from './report.js';
import type { Look } from './reporter.js';
import { selectForReaders } from './select.js';
import type { Hidden } from './select.js';
import { allowedLine, allowNotes } from './story-allowed.js';
import type { AllowedLine } from './story-allowed.js';
import { conservation, coverage, inputLine, lookedFor, notes, problems } from './story-run.js';
import type { InputLine, LookedFor } from './story-run.js';
import { suspectStory } from './story-suspect.js';
import type { SuspectStory } from './story-suspect.js';
import { count, names, number, period } from './wording.js';

export interface Story {
  readonly tool: string;
  /** Inputs, requests, accounts, period. */
  readonly facts: readonly string[];
  /** Detectors, baseline, records not used. */
  readonly coverage: readonly string[];
  /** What the reader must know before believing the rest. */
  readonly problems: readonly string[];
  readonly notes: readonly string[];
  readonly suspects: readonly SuspectStory[];
  /** Suspects that an operator allows: apart from the others, and the same in full. */
  readonly allowed: readonly AllowedLine[];
  readonly allowedInFull: readonly SuspectStory[];
  /** Said when there is no suspect to show. */
  readonly nothing: readonly string[];
  readonly hidden: string | undefined;
  readonly inputs: readonly InputLine[];
  /** The records of all inputs together. */
  readonly total: string;
  readonly lookedFor: LookedFor;
  readonly outcome: string;
}

export function tell(report: Report, look: Look): Story {
  const { report: shown, hidden } = selectForReaders(report, look);
  const { run } = shown;
  const open = shown.suspects.filter(({ allowed }) => allowed === undefined);
  const allowed = shown.suspects.filter(one => one.allowed !== undefined);
  return {
    tool: `${shown.tool.name} ${shown.tool.version}`,
    facts: [
      names(run.inputs.map(({ path }) => path)) || 'no input',
      count(run.requests, 'request'),
      count(run.accounts, 'account'),
      count(run.networks, 'network'),
      run.period === null ? 'no period' : period(run.period),
    ],
    coverage: coverage(run),
    problems: problems(run),
    notes: [...notes(run), ...allowNotes(run.allow)],
    suspects: open.map(suspect => suspectStory(suspect, run)),
    allowed: allowed.map(allowedLine),
    allowedInFull: allowed.map(suspect => suspectStory(suspect, run)),
    nothing: open.length > 0 ? [] : nothing(report),
    hidden: hiddenText(hidden),
    inputs: run.inputs.map(inputLine),
    total: conservation(run.records),
    lookedFor: lookedFor(run),
    outcome: outcome(report),
  };
}

function nothing({ run, suspects }: Report): string[] {
  if (run.requests === 0) return ['There was no request to judge.', 'See below what was read and why it was not used.'];
  const open = suspects.filter(({ allowed }) => allowed === undefined).length;
  if (open > 0) return [`No suspect is as severe as asked for; ${count(open, 'suspect')} in all.`];
  if (suspects.length > 0) return [`Whoever stood out is allowed: ${count(suspects.length, 'suspect')}.`];
  const ran = run.detectors.filter(({ status }) => status === 'ran').length;
  return [
    'Nothing stood out.',
    `${count(ran, 'detector')} looked at ${count(run.requests, 'request')} of ${count(run.accounts, 'account')} and found no evidence of harvesting.`,
    'That is no proof of absence: what was looked for, and what this log could not show, is listed below.',
  ];
}

function hiddenText({ below, minSeverity, beyond, top }: Hidden): string | undefined {
  const parts = [
    below > 0 ? `${number(below)} below ${minSeverity ?? 'info'}` : '',
    beyond > 0 ? `${number(beyond)} after the first ${number(top ?? 0)}` : '',
  ].filter(part => part !== '');
  if (parts.length === 0) return undefined;
  return `Not shown: ${count(below + beyond, 'suspect')} (${parts.join(', ')}). --min-severity info shows all, as does --format json.`;
}
