/** Zones as logs, columns and users write them. */
import { tzOffset } from '@date-fns/tz/tzOffset';
import { minute } from './time-civil.js';

/** Minutes east of UTC, or a name of the IANA database. */
export type Zone = number | string;

/** Abbreviations that mean one zone wherever they are written: minutes east of UTC. */
const abbreviations = new Map<string, number>([
  ...(['Z', 'UTC', 'GMT', 'UT', 'UCT', 'WET'] as const).map(name => [name, 0] as const),
  ...Object.entries({ WEST: 60, CET: 60, MEZ: 60, CEST: 120, MESZ: 120, EET: 120, EEST: 180, MSK: 180 }),
  ...Object.entries({ EST: -300, EDT: -240, MST: -420, MDT: -360, PST: -480, PDT: -420 }),
  ...Object.entries({ AKST: -540, AKDT: -480, HST: -600, NST: -210, NDT: -150, BRT: -180, SAST: 120 }),
  ...Object.entries({ JST: 540, KST: 540, HKT: 480, SGT: 480, PKT: 300, NPT: 345, ICT: 420, WIB: 420 }),
  ...Object.entries({ AEST: 600, AEDT: 660, ACST: 570, ACDT: 630, AWST: 480, NZST: 720, NZDT: 780 }),
]);

const offset = /^(?:(?:UTC|GMT|UT) ?)?([+-])(\d{1,2})(?::?(\d\d))?(?::00)?(?!\d)/i;
/** What Go, Java and JavaScript write behind an offset: it says no more than that. */
const afterOffset =
  /^(?: ?\([^()]{0,80}\)| ?\[[\w/+-]{1,40}\]| [A-Za-z]{1,5}(?![\w=])| [+-]\d{2,4}| m=[+-]\d{1,12}\.\d{1,9}){0,3}$/;
const afterName = /^(?: ?\([^()]{0,80}\)| ?\[[\w/+-]{1,40}\])?$/;
const name = /^\[?([A-Za-z][\w+-]{0,30}(?:\/[A-Za-z][\w+-]{0,30}){0,2})\]?/;

/**
 * UTC of a time on the clock of the zone that is written behind it.
 * @param local ms, as if the clock showed UTC
 * @param text what stands behind the time; '' for nothing
 * @param zone of times that name none
 * @param isGiven whether the user named that zone: it then says which is meant by a name that several have
 * @returns NaN where the zone is not known, or could be another one
 */
export function inZone(
  local: number,
  text: string,
  { zone, isGiven = false }: { zone: Zone; isGiven?: boolean },
): number {
  if (text === '') return utcOf(local, zone);
  const fixed = offset.exec(text);
  if (fixed !== null) {
    const size = Number(fixed[2]) * 60 + Number(fixed[3] ?? 0);
    if (Number(fixed[2]) > 15 || Number(fixed[3] ?? 0) > 59 || !afterOffset.test(text.slice(fixed[0].length)))
      return NaN;
    return local - (fixed[1] === '-' ? -size : size) * minute;
  }
  const named = name.exec(text);
  if (named === null || !afterName.test(text.slice(named[0].length))) return NaN;
  const known = zoneNamed(named[1] as string);
  if (known !== undefined) return utcOf(local, known);
  return isGiven && isAbbreviation(named[1] as string) ? utcOf(local, zone) : NaN;
}

/** A name as it stands in a log: one abbreviation that is nobody else's, or a name of the IANA database. */
function zoneNamed(text: string): Zone | undefined {
  return abbreviations.get(text.toUpperCase()) ?? (text.includes('/') && isZoneName(text) ? text : undefined);
}

/** `CST`, `IST`, `BST`: three to five letters, which may be zones of several countries. */
export function isAbbreviation(text: string): boolean {
  return /^[A-Z]{2,5}$/.test(text);
}

/** Whether the IANA database has the name. */
export function isZoneName(text: string): boolean {
  return /^[A-Za-z]/.test(text) && !Number.isNaN(offsetAt(text, 0));
}

/** UTC of a time on the clock of a zone; of an hour that the clock shows twice, the first. */
function utcOf(local: number, zone: Zone): number {
  if (typeof zone === 'number') return local - zone * minute;
  const quarter = Math.floor(local / quarterHour);
  if (quarter !== last.quarter || zone !== last.zone) {
    last = { zone, quarter, offset: quarter * quarterHour - namedUtc(quarter * quarterHour, zone) };
  }
  return local - last.offset;
}

/** Clocks are changed at whole quarters of an hour, and logs run on: asking the database takes ten times as long as the rest. */
const quarterHour = 15 * minute;
let last = { zone: '', quarter: NaN, offset: 0 };

function namedUtc(local: number, zone: string): number {
  const before = offsetAt(zone, local - 86_400_000);
  const utc = local - before * minute;
  if (offsetAt(zone, utc) === before) return utc;
  const after = offsetAt(zone, local + 86_400_000);
  return local - after * minute;
}

/** Names in one spelling: what keeps formatters by name then keeps one for each zone there is. */
function offsetAt(zone: string, ms: number): number {
  return tzOffset(zone.toLowerCase(), new Date(ms));
}

/** The zone that a field's name states: `TimeGenerated [UTC]`, `time (GMT+2)`, `created_at_utc`. */
export function zoneOfField(field: string): Zone | undefined {
  const inBrackets = /[[(]([^\])]{1,40})[\])]$/.exec(field.trim())?.[1];
  if (inBrackets !== undefined) return zoneWritten(inBrackets);
  return /[._\s-](?:utc|UTC|Utc|gmt|GMT)$|[a-z]U(?:TC|tc)$/.test(field) ? 0 : undefined;
}

/** A zone as a user writes it: an offset or a name; undefined when it is neither, or a name that several zones have. */
export function zoneWritten(text: string): Zone | undefined {
  const trimmed = text.trim();
  const fixed = inZone(0, trimmed, { zone: NaN });
  if (offset.test(trimmed) && !Number.isNaN(fixed)) return 0 - fixed / minute;
  return zoneNamed(trimmed);
}
