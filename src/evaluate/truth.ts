/** Who really harvests: `account,harvester,campaign,class`. */
import { parse } from 'csv-parse/sync';
import { UsageError } from '../errors.js';

export interface TruthRow {
  readonly account: string;
  readonly harvester: boolean;
  /** Name of the campaign, '' for none. */
  readonly campaign: string;
  /** What the account is: `human`, `batch`, `attack` … */
  readonly class: string;
}

/** Reads a truth file. @throws UsageError naming the line. */
export function parseTruth(text: string): TruthRow[] {
  let rows: Record<string, string>[];
  try {
    rows = parse(text, { columns: true, bom: true, skip_empty_lines: true, trim: true });
  } catch (cause) {
    throw new UsageError(`the truth file is no CSV: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
  return rows.map((row, i) => {
    const { account, harvester, campaign = '', class: kind = '' } = row;
    if (account === undefined || account === '') throw wrong(i, 'has no account');
    if (harvester !== '0' && harvester !== '1') throw wrong(i, `has harvester "${harvester ?? ''}"`);
    return { account, harvester: harvester === '1', campaign, class: kind };
  });
}

function wrong(index: number, what: string): UsageError {
  return new UsageError(`line ${index + 2} of the truth file ${what}`, {
    hint: 'It wants the columns account,harvester,campaign,class, harvester being 0 or 1.',
  });
}
