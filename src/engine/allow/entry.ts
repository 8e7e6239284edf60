/** What an operator vouches for, as the command line has read it from a file. */

/** What accounts may be named by. All that an entry gives must hold; of one kind, any of the values. */
export const selectorNames = ['account', 'organization', 'key', 'cidr', 'template'] as const;
export type SelectorName = (typeof selectorNames)[number];

export interface AllowEntry extends Partial<Readonly<Record<SelectorName, readonly string[]>>> {
  /** Where it begins in its file, from 1. */
  readonly line: number;
  /** Who answers for it, why, and the last day on which it holds (`2026-12-31`, in UTC); null where the file does not say. */
  readonly owner: string | null;
  readonly reason: string | null;
  readonly expires: string | null;
}

export interface AllowOptions {
  readonly allow: readonly AllowEntry[];
  /** The file they stand in, as the user calls it. */
  readonly allowFile?: string | undefined;
  /** Day of the judgement, `2026-12-31`: what has expired by then does not hold. */
  readonly asOf?: string | undefined;
}

/** The names that entries give, all together. */
export function namesGiven(entries: readonly AllowEntry[]): number {
  return entries.reduce((sum, entry) => sum + selectorNames.reduce((n, name) => n + (entry[name]?.length ?? 0), 0), 0);
}
