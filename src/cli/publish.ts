/** A finished report on its way to standard output and to files. */
import { printable } from '../reports/escape.js';
import { loadReporter, reporterNames } from '../reports/load.js';
import type { Look } from '../reports/reporter.js';
import { allowNotes } from '../reports/story-allowed.js';
import { outcome } from '../reports/outcome.js';
import type { Report } from '../reports/report.js';
import { showsUnicode, wantsColor, widthOf } from './color.js';
import { resolveInputs } from '../sources/open.js';
import type { Call } from './command.js';
import { exitCodeOf, exitCodes } from './exit-code.js';
import type { ExitCode } from './exit-code.js';
import { errorText } from './error-text.js';
import { writeFile } from './file-outlet.js';
import { checkTargets, planTargets } from './targets.js';
import type { Target } from './targets.js';

/** Problems told on standard error; the report has them all. */
const problemsSaid = 10;

/** Where the report will go; throws for what can be known to fail before an hour is spent on reading. */
export async function prepareTargets({ settings, session }: Call, inputs: readonly string[]): Promise<Target[]> {
  const { io } = session;
  const targets = planTargets({
    format: settings.format,
    output: settings.output,
    known: reporterNames,
    stdoutIsTerminal: io.tty.stdout,
  });
  const { sources } = await resolveInputs(inputs, { cwd: io.cwd, stdin: io.stdin });
  await checkTargets(
    targets,
    sources.map(source => source.path),
    io.cwd,
  );
  return targets;
}

/** Writes the report everywhere, files first: they are kept even if nobody reads standard output. None waits for another. */
export async function publish(call: Call, report: Report, targets: readonly Target[]): Promise<ExitCode> {
  const { session, settings } = call;
  session.settle(exitCodes.internal);
  session.clear();
  const files = targets.filter(({ file }) => file !== undefined);
  const failures: string[] = [];
  const written: Target[] = [];
  for (const target of files) {
    try {
      await publishFile(call, report, target);
      written.push(target);
    } catch (error) {
      failures.push(errorText(error, settings.debug).text);
    }
  }
  const code = failures.length > 0 ? exitCodes.internal : exitCodeOf(report);
  session.settle(code);
  const onStdout = targets.find(({ file }) => file === undefined);
  if (!settings.quiet)
    remark(call, report, { written, unwritten: failures.length, onTerminal: onStdout?.format === 'terminal' });
  for (const failure of failures) session.say(failure);
  if (onStdout === undefined) return code;
  const reporter = await loadReporter(onStdout.format);
  for (const text of reporter.render(report, stdoutLook(call))) await session.stdout.write(text);
  return code;
}

async function publishFile(call: Call, report: Report, { file, format }: Target): Promise<void> {
  if (file === undefined) return;
  const reporter = await loadReporter(format);
  await writeFile({ file, cwd: call.session.io.cwd }, async outlet => {
    for (const text of reporter.render(report, { ...stdoutLook(call), color: false, unicode: true })) {
      await outlet.write(text);
    }
  });
}

function stdoutLook({ settings, session: { io } }: Call): Look {
  return {
    width: widthOf(io),
    color: wantsColor(io, 'stdout', settings.color),
    unicode: showsUnicode(io),
    top: settings.top,
    minSeverity: settings.minSeverity,
    showContent: settings.showContent,
  };
}

interface Published {
  readonly written: readonly Target[];
  /** Number of files that could not be written. */
  readonly unwritten: number;
  /** Whether the reader has the report in words before them: it names the problems itself. */
  readonly onTerminal: boolean;
}

/** What standard error says beside the report: what went wrong, and where the report went. */
function remark({ session }: Call, report: Report, { written, unwritten, onTerminal }: Published): void {
  if (!onTerminal) {
    sayProblems({ session }, report.run.problems);
    for (const note of allowNotes(report.run.allow)) session.say(`revenuer: ${printable(note)}`);
  }
  if (written.length > 0) session.say(`revenuer: ${outcome(report, unwritten)}; written to ${placesOf(written)}`);
}

/** The first problems, one a line. */
export function sayProblems({ session }: Pick<Call, 'session'>, problems: readonly string[]): void {
  session.clear();
  for (const problem of problems.slice(0, problemsSaid)) session.say(`revenuer: ${printable(problem)}`);
  const rest = problems.length - problemsSaid;
  if (rest > 0) session.say(`revenuer: ${rest} further problem${rest === 1 ? '' : 's'}, all in the report`);
}

function placesOf(files: readonly Target[]): string {
  return files.map(({ file }) => printable(file ?? '')).join(', ');
}
