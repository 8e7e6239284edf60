import { CommanderError } from 'commander';
import type { Session } from './command.js';
import { commands } from './commands/index.js';
import { readConfig } from './config.js';
import { loadEngine } from './engine.js';
import type { Engine } from './engine.js';
import { errorText } from './error-text.js';
import { exitCodes } from './exit-code.js';
import type { ExitCode } from './exit-code.js';
import type { Io } from './io.js';
import { OutputClosed, outlet } from './output.js';
import { readCommandLine } from './program.js';
import { resolve, typed } from './settings.js';
import { widthOf } from './color.js';

/** Runs one command line. Never throws; what went wrong is on standard error, and in the code. */
export async function execute(
  argv: readonly string[],
  io: Io,
  engine: () => Promise<Engine> = loadEngine,
): Promise<ExitCode> {
  let settled: ExitCode = exitCodes.quiet;
  const stdout = outlet(io.stdout);
  // Nobody may be reading standard error any more; that is no reason to stop.
  io.stderr.on('error', () => undefined);
  let clear = (): void => undefined;
  const session: Session = {
    io,
    stdout,
    engine,
    say(line) {
      clear();
      io.stderr.write(`${line}\n`);
    },
    clear: () => clear(),
    clearing: how => void (clear = how),
    settle: code => void (settled = code),
  };
  try {
    const code = await run(argv, session);
    await stdout.flush();
    return code;
  } catch (error) {
    // Whoever still waits for standard input would keep the program alive.
    io.stdin.destroy();
    if (error instanceof OutputClosed) return settled;
    return complain(error, argv, session);
  }
}

async function run(argv: readonly string[], session: Session): Promise<ExitCode> {
  const asked = await readTyped(argv, session);
  if (asked === undefined) return exitCodes.quiet;
  const { command, given } = asked;
  const config = typeof given.config === 'string' ? await readConfig(given.config, session.io.cwd) : undefined;
  const settings = resolve(config === undefined ? [typed(given)] : [typed(given), config.layer]);
  return command.run({ arguments: asked.arguments, settings, config, session, help: asked.help });
}

/** undefined when what was asked for was help or the version, and it was given. */
async function readTyped(
  argv: readonly string[],
  { io, stdout }: Session,
): Promise<ReturnType<typeof readCommandLine> | undefined> {
  let out = '';
  try {
    return readCommandLine(argv, commands, {
      out: text => void (out += text),
      err: text => void io.stderr.write(text),
      width: Math.min(widthOf(io), 110),
    });
  } catch (error) {
    if (!(error instanceof CommanderError) || error.exitCode !== 0) throw error;
    await stdout.write(out);
    return undefined;
  }
}

function complain(error: unknown, argv: readonly string[], { say }: Session): ExitCode {
  // Without a command the help was printed: nothing more to say.
  if (error instanceof CommanderError && error.code === 'commander.help') return exitCodes.usage;
  const { text, code } = errorText(error, argv.includes('--debug'));
  say(text);
  return code;
}
