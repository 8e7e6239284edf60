/** Prompts that are none: what a gateway writes instead of one. */
import type { SourceColumnName } from '../columns.js';
import type { Evidence } from './evidence.js';
import { enoughRecords, keyOf, type FieldFacts } from './facts.js';

/** From this share of one and the same text on there is no prompt in it. */
const nearlyAll = 0.95;
/** A longer text was written by somebody. */
const longestMark = 48;

export function evidenceOfPrompt(column: SourceColumnName, facts: FieldFacts, evidence: Evidence): Evidence {
  const { values, commonest } = facts;
  if (values.length === 0) return evidence;
  const redacted = values.filter(value => isRedaction(keyOf(value))).length;
  if (redacted >= nearlyAll * values.length) return { ...evidence, against: 'the text is taken out of the log' };
  if (column === 'system' || values.length < enoughRecords || commonest < nearlyAll) return evidence;
  return { ...evidence, against: 'one and the same text in nearly all records' };
}

/** `redacted-by-litellm`, `[REDACTED]`, `***`, `{}`. */
function isRedaction(text: string): boolean {
  if (text.length > longestMark) return false;
  return (
    /^["'\s[\](){}<>*.#-]*$/.test(text) ||
    /^[[({<"*_-]*(redacted|masked|removed|filtered|hidden|scrubbed|omitted|obfuscated|content[ _-]?(removed|redacted|filtered|omitted)|not[ _-]logged)([ _-](by|for|due)[ _-][\w -]{1,24})?[\])}>"*_-]*$/i.test(
      text,
    )
  );
}
