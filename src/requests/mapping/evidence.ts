/** Whether the values of a field bear out what its name suggests, and what speaks against it. */
import type { FieldValue } from '../../formats/format.js';
import { sourceColumns, type ColumnKind, type SourceColumnName } from '../columns.js';
import { parseTime } from '../time.js';
import { isUsable, numberOf } from '../values.js';
import { isConstant, share, type FieldFacts } from './facts.js';
import * as shapes from './shapes.js';
import { leafOf, wordsOf } from './names.js';

/** How a field was found: by the whole name or a part of it, by words, by values alone, or as a header. */
export type Found = 'name' | 'part' | 'words' | 'values' | 'header';

/** Of names known to mean a column half the values must be usable; where only words suggest it, nearly all. */
const leastUsable: Readonly<Record<Found, number>> = { name: 0.5, part: 0.5, words: 0.8, values: 0.8, header: 0.5 };

export interface Evidence {
  /** Share of the sampled records with a usable value. */
  readonly usable: number;
  /** Why the field is not this column after all. */
  readonly against?: string;
  /** Whether its values are of another kind altogether: then it is a namesake, of which nothing need be said. */
  readonly namesake?: boolean;
  /** Why it is only taken for want of a better one. */
  readonly doubt?: string;
}

export function evidenceFor(column: SourceColumnName, facts: FieldFacts, found: Found): Evidence {
  const { values, of } = facts;
  const fits = testOf(column, facts, found);
  const good = values.filter(fits).length;
  const usable = good / Math.max(1, of);
  if (values.length === 0) {
    return found === 'name' || found === 'part' ? { usable: 0 } : { usable: 0, against: 'no values' };
  }
  if (good < leastUsable[found] * values.length) {
    return {
      usable,
      namesake: true,
      against: `only ${Math.round((100 * good) / values.length)} % of its values can be ${sourceColumns[column].description}`,
    };
  }
  const doubt = column === 'time' || column === 'endTime' ? doubtOfTime(facts) : doubtOf(column, facts, found);
  return doubt === undefined ? { usable } : { usable, doubt };
}

type Test = (value: FieldValue) => boolean;

const text =
  (holds: (text: string) => boolean): Test =>
  value =>
    (typeof value === 'string' || typeof value === 'number') && holds(String(value));

function testOf(column: SourceColumnName, facts: FieldFacts, found: Found): Test {
  const byName = found === 'name' || found === 'part';
  if (column === 'ip') return text(byName && namesAddress(facts.field) ? isAddressOrToken : shapes.isAddress);
  if (column === 'stream') return isSwitch;
  if (byName) return value => isUsable(sourceColumns[column].kind, value);
  return shapeOf[column] ?? ofKind(sourceColumns[column].kind);
}

/** Fields that are named for an address may hold one hashed; `client` and `remote` may be anything. */
function namesAddress(field: string): boolean {
  return (
    wordsOf(leafOf(field)).some(word =>
      /^(ip|ips|ipv4|ipv6|addr|address|realip|clientip|cliip|remoteip|forwarded|orig|xff)$/.test(word),
    ) || /ip$|addr(ess)?$/i.test(field)
  );
}

function isAddressOrToken(value: string): boolean {
  return shapes.isAddress(value) || shapes.isToken(value) || value.includes(',') || value.includes('=');
}

/** `stream: "stdout"` is a container's. */
function isSwitch(value: FieldValue): boolean {
  if (typeof value === 'boolean') return true;
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  return /^(true|false|yes|no|on|off|t|f|y|n|0|1|stream(ing|ed)?|non-?stream(ing)?|sync)$/i.test(String(value));
}

function ofKind(kind: ColumnKind): Test {
  return value => isUsable(kind, value);
}

const shapeOf: Partial<Record<SourceColumnName, Test>> = {
  account: text(shapes.isIdentity),
  org: text(shapes.isIdentity),
  endUser: text(shapes.isIdentity),
  apiKey: text(value => shapes.isIdentity(value) && value.length >= 3),
  session: text(value => value.length <= 160 && !/\s\S+\s/.test(value)),
  requestId: text(value => value.length <= 160 && !/\s\S+\s/.test(value)),
  forwardedFor: text(shapes.isAddress),
  asn: text(value => /^(AS)?\d{1,10}\b/i.test(value)),
  country: text(shapes.isCountry),
  ja4: text(shapes.isJa4),
  ja3: text(value => /^[\da-f]{32}$/i.test(value)),
  userAgent: text(shapes.isUserAgent),
  method: text(shapes.isMethod),
  path: text(value => shapes.isPath(value) || /^[A-Za-z][\w.:-]{2,80}$/.test(value)),
  status: text(value => shapes.isStatus(value) || /^(ok|success|succeeded|fail(ed|ure)?|error)$/i.test(value)),
  model: text(
    value =>
      value.length <= 200 && !/\s\S+\s/.test(value) && !/^-?\d+(\.\d+)?$/.test(value) && !shapes.isAddress(value),
  ),
  bytesIn: text(shapes.isWhole),
  bytesOut: text(shapes.isWhole),
  inputTokens: isCount,
  cachedTokens: isCount,
  outputTokens: isCount,
  reasoningTokens: isCount,
  maxTokens: isCount,
  temperature: value => numberOf(value) <= 5,
  prompt: isAsked,
  system: isAsked,
};

/** A count of tokens: whole, and no time since the epoch. */
function isCount(value: FieldValue): boolean {
  const count = numberOf(value);
  return Number.isInteger(count) && count < 1e8;
}

/** A prompt as text of several words, or as messages. */
function isAsked(value: FieldValue): boolean {
  return typeof value === 'string' ? shapes.isProse(value) || /^[[{]/.test(value) : isUsable('prompt', value);
}

/** What speaks against a field, though its values are of the right kind. */
function doubtOf(column: SourceColumnName, facts: FieldFacts, found: Found): string | undefined {
  const { distinct, values } = facts;
  const byName = found === 'name';
  switch (column) {
    case 'ip':
      return values.length >= 5 && share(facts, shapes.isPrivateAddress) > 0.9 ? 'private addresses only' : undefined;
    case 'model':
      if (byName || share(facts, shapes.isModelName) >= 0.5) return undefined;
      return distinct > Math.max(5, 0.3 * values.length) ? 'too many different values for models' : undefined;
    case 'latency':
      return isConstant(facts) && !byName ? 'one value for all' : undefined;
    default:
      return undefined;
  }
}

/** A log is written as time goes by: what jumps to and fro over years is a birthday. */
function doubtOfTime({ values, texts }: FieldFacts): string | undefined {
  if (texts.length > 0 && texts.filter(shapes.isDay).length > 0.9 * texts.length) return 'days without a time of day';
  const times = values.map(value => parseTime(value)).filter(time => !Number.isNaN(time));
  if (times.length < 10) return undefined;
  const sorted = [...times].sort((a, b) => a - b);
  const low = sorted[Math.floor(0.05 * times.length)] as number;
  const high = sorted[Math.ceil(0.95 * times.length) - 1] as number;
  if (low === high) return 'one time for all';
  const usual = times.filter(time => time >= low && time <= high);
  let way = 0;
  for (let at = 1; at < usual.length; at++) way += Math.abs((usual[at] as number) - (usual[at - 1] as number));
  const wanders = way > (usual.length / 6) * (high - low);
  return wanders && high - low > 400 * 86_400_000 ? 'times of many years in no order' : undefined;
}
