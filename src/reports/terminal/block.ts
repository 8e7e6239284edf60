/** One suspect on a terminal. */
import type { SuspectStory } from '../story-suspect.js';
import { wrap } from '../width.js';
import { count } from '../wording.js';
import { ends, flow, indented, row } from './layout.js';
import { ledger } from './ledger.js';
import type { Pen } from './pen.js';
import { sparkline } from '../sparkline.js';

const labelWidth = 13;
/** Members and networks shown; the JSON report has all. */
const few = 3;

export function block(suspect: SuspectStory, pen: Pen): string[] {
  const indent = indentOf(pen);
  const width = pen.width - indent;
  const heading = pen.text(`${suspect.rank} · ${suspect.heading}`);
  const weight = `${suspect.severity.toUpperCase()} ${suspect.score} bits`;
  return [
    ...ends({ text: heading, style: pen.strong }, { text: weight, style: pen.severity(suspect.severity) }, pen.width),
    ...indented(flow(suspect.facts.map(pen.text), width, pen.text('·')), indent),
    ...indented(wrap(pen.text(suspect.summary), width), indent),
    ...activity(suspect, pen),
    '',
    ...ledger(suspect, pen, indent),
    '',
    ...rest(suspect, pen),
  ];
}

/** A label and its lines. */
export function labelled(label: string, texts: readonly string[], pen: Pen): string[] {
  const lines = texts.map(text => [text]);
  return labelledFlow(label, lines, pen);
}

/** The same for lines made of parts, which are broken between their parts where that is possible. */
export function labelledFlow(label: string, texts: readonly (readonly string[])[], pen: Pen): string[] {
  const indent = indentOf(pen);
  const width = pen.width - indent - labelWidth - 2;
  const lines = texts.flatMap(parts => flow(parts.map(pen.text), width, pen.text('·')));
  return lines.flatMap((text, i) => {
    const head = { text: i === 0 ? label : '', width: labelWidth, style: pen.dim };
    return row([head, { text, width }], indent);
  });
}

function indentOf({ width }: Pen): number {
  return width < 60 ? 2 : 4;
}

function activity({ activity: counts, activityCaption }: SuspectStory, pen: Pen): string[] {
  if (counts.length === 0) return [];
  return labelled('activity', [`${sparkline(counts, pen.unicode)} ${activityCaption}`], pen);
}

function rest(suspect: SuspectStory, pen: Pen): string[] {
  const { members, sharedLinks, networks, networksOmitted, lines, techniques } = suspect;
  return [
    ...labelled('not seen', suspect.notSeen, pen),
    ...labelled('could also be', suspect.couldAlsoBe, pen),
    ...labelledFlow('all share', sharedLinks.length > 0 ? [sharedLinks] : [], pen),
    ...labelledFlow('members', members.slice(0, few).map(memberParts), pen),
    ...more(members.length - few, 'member', pen),
    ...labelled('allowed', suspect.allowedMembers, pen),
    ...labelledFlow(
      'networks',
      networks.slice(0, few).map(({ parts, requests }) => [...parts, `${requests} requests`]),
      pen,
    ),
    ...more(networks.length + networksOmitted - few, 'network', pen),
    ...labelled('techniques', techniques.length > 0 ? [techniques.join(', ')] : [], pen),
    ...labelled('look at', lines.length > 0 ? [lines.join(', ')] : [], pen),
    ...labelled('inspect', [suspect.inspect], pen),
  ];
}

function memberParts({ account, requests, links }: SuspectStory['members'][number]): string[] {
  return [account, `${requests} requests`, links];
}

function more(left: number, noun: string, pen: Pen): string[] {
  return left > 0 ? labelled('', [`and ${count(left, `more ${noun}`)}`], pen) : [];
}
