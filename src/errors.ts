/**
 * The few kinds of failure the program knows. Every error says what happened, where, and what to do next (`hint`); the
 * command line turns them into text and an exit code in one place.
 */
interface Details {
  /** The next thing to try, as a sentence. */
  hint?: string;
  cause?: unknown;
}

export class RevenuerError extends Error {
  readonly hint: string | undefined;

  constructor(message: string, { hint, cause }: Details = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.hint = hint;
  }
}

/** Wrong options, wrong configuration, an unknown column or detector: exit code 2. */
export class UsageError extends RevenuerError {}

/** An input that cannot be opened, read to its end, or understood: exit code 3. */
export class InputError extends RevenuerError {}

/** A result that could not be written where it was to go: exit code 4. */
export class OutputError extends RevenuerError {}

/** A detector package that cannot be loaded or breaks its contract: exit code 2 on loading, 4 when it throws later. */
export class DetectorError extends RevenuerError {}

/** Something that must not happen: exit code 4. */
export class InternalError extends RevenuerError {}
