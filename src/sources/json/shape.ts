/** How JSON lies in a file that is not one object a line. */
export interface JsonShape {
  /**
   * Keys that lead from a top-level object to the list of its records, {@link each} where all items of a list are meant;
   * empty when top-level objects are records. Lists around top-level objects are never part of it.
   */
  readonly path: readonly PathStep[];
  /** Top-level objects lie in a list. */
  readonly listed: boolean;
  /** Records do not begin lines of their own: their places are their numbers. */
  readonly numbered: boolean;
  /** Blanks before a record where all begin lines of their own, and no line inside one begins like it. */
  readonly indent: number | undefined;
  /** The first key of all records, with its quotes: what a record is known by after damage. */
  readonly firstKey: Buffer | undefined;
}

export const each = 0 as const;
export type PathStep = string | typeof each;

/** The records as `jq` would name them: `.data.items[]`. */
export function jqPath({ path, listed }: Pick<JsonShape, 'path' | 'listed'>): string {
  const steps = path.map(step => {
    if (step === each) return '[]';
    return /^[A-Za-z_]\w*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
  });
  const whole = `${listed ? '[]' : ''}${steps.join('')}`;
  if (whole === '') return '.';
  return whole.startsWith('.') ? whole : `.${whole}`;
}
