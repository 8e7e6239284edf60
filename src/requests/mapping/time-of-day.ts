/** Logs that write the day and the time of day in two fields. */
import { presence, share, type FieldFacts } from './facts.js';
import { parentOf } from './names.js';
import * as shapes from './shapes.js';

const nearlyAll = 0.9;

/** The name under which both are read as one, if the field holds days and another one beside it times of day. */
export function joinedWithTimeOfDay(day: FieldFacts, fields: readonly FieldFacts[]): string | undefined {
  if (day.texts.length === 0 || share(day, shapes.isDay) < nearlyAll) return undefined;
  const beside = fields.filter(
    facts =>
      parentOf(facts.field) === parentOf(day.field) &&
      presence(facts) >= 0.5 &&
      share(facts, shapes.isTimeOfDay) >= nearlyAll,
  );
  // With several, the one in whose name the day's is found again: date-local, time-local.
  const ending = /[-_ ](.*)$/.exec(day.field)?.[1];
  const found = beside.find(({ field }) => ending !== undefined && field.endsWith(ending)) ?? beside[0];
  return found === undefined ? undefined : `${day.field}+${found.field}`;
}
