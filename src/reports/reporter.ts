/** A reporter turns a report into text. It never writes: the command line decides where the text goes. */
import type { Report, Severity } from './report.js';

/** How the reader wants to see it. */
export interface Look {
  /** Columns a line may fill; for the terminal alone. */
  readonly width: number;
  /** ANSI colours; for the terminal alone. */
  readonly color: boolean;
  /** Signs beyond ASCII (block elements, dashes); for the terminal alone. */
  readonly unicode: boolean;
  /** The first n suspects; undefined = all, for forms that people read the first fifty. */
  readonly top: number | undefined;
  /** Suspects at least this severe; undefined = all, for forms that people read from `low` on. */
  readonly minSeverity: Severity | undefined;
  /** Quote the text of prompts. */
  readonly showContent: boolean;
}

export interface Reporter {
  readonly name: string;
  /** One line for the help. */
  readonly description: string;
  /** The text in pieces, in order. Pure: the same report and look give the same text. */
  render(report: Report, look: Look): Iterable<string>;
}
