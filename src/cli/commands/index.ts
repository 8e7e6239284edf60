/** The commands, in the order of the help. */
import type { Command } from '../command.js';
import { detectors } from './detectors.js';
import { evaluate } from './evaluate.js';
import { explain } from './explain.js';
import { formats } from './formats.js';
import { inspect } from './inspect.js';
import { measure } from './measure.js';
import { merge } from './merge.js';
import { report } from './report.js';
import { scan } from './scan.js';
import { simulate } from './simulate.js';

export const commands: readonly Command[] = [
  scan,
  measure,
  merge,
  report,
  inspect,
  formats,
  detectors,
  explain,
  simulate,
  evaluate,
];
