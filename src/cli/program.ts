/** The commands as commander needs them: parsing, help, suggestions. */
import { Command as Commander, Option as CommanderOption } from 'commander';
import type { Command } from './command.js';
import { options } from './options.js';
import type { OptionName } from './options.js';
import type { Given } from './settings.js';
import { version } from '../engine/version.js';

/** What was typed, before any of it is parsed. */
export interface Typed {
  readonly command: Command;
  readonly arguments: readonly string[];
  readonly given: Partial<Record<OptionName, Given>>;
  readonly help: () => string;
}

interface Streams {
  out(text: string): void;
  err(text: string): void;
  readonly width: number;
}

const epilogue = `
Exit codes: 0 nothing at or above --fail-on, 1 something is, 2 usage or configuration,
3 an input could not be read fully (the report is still written), 4 a result could not be written,
a detector failed, or another fault of the program.
`;

/**
 * Reads the command line. Help and version go to the streams and end as a CommanderError, as do mistakes; the caller
 * turns both into an exit code.
 */
export function readCommandLine(argv: readonly string[], commands: readonly Command[], streams: Streams): Typed {
  const program = new Commander('revenuer')
    .description('Finds accounts and campaigns that harvest a model’s answers, in the access logs of an AI provider.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .configureOutput({
      writeOut: streams.out,
      writeErr: streams.err,
      // Said once, in our own words, by error-text.ts.
      outputError: () => undefined,
      getOutHelpWidth: () => streams.width,
      getErrHelpWidth: () => streams.width,
    })
    .addHelpText('after', epilogue);
  let typed: Typed | undefined;
  for (const command of commands) {
    const parser = declare(program, command);
    parser.action(() => {
      typed = { command, arguments: parser.args, given: parser.opts(), help: () => parser.helpInformation() };
    });
  }
  program.parse(argv, { from: 'user' });
  // Without a command commander printed the help and threw.
  if (typed === undefined) throw new TypeError('no command was read');
  return typed;
}

function declare(program: Commander, command: Command): Commander {
  const parser = program
    .command(command.name)
    .description(`${command.summary[0]?.toUpperCase() ?? ''}${command.summary.slice(1)}.`)
    .summary(command.summary)
    .helpOption('-h, --help', 'print this help');
  if (command.arguments !== '') parser.arguments(command.arguments);
  for (const name of command.options) {
    for (const option of commanderOptions(name, command)) parser.addOption(option);
  }
  const examples = command.examples.map(([line, remark]) => `  # ${remark}\n  ${line}`);
  return parser.addHelpText('after', `\nExamples:\n${examples.join('\n')}\n`);
}

function commanderOptions(name: OptionName, { about, required }: Command): CommanderOption[] {
  const option = options[name];
  const shown = option.shownDefault ?? (option.kind === 'value' ? option.default : undefined);
  const help = about?.[name] ?? option.help;
  const text = shown === undefined || about?.[name] !== undefined ? help : `${help} (default: ${String(shown)})`;
  const declared = new CommanderOption(option.flags, text).helpGroup(`${option.group}:`);
  if (option.kind === 'list')
    declared.argParser((one: string, before: string[] | undefined) => [...(before ?? []), one]);
  if (required?.includes(name) === true) declared.makeOptionMandatory();
  if (option.kind !== 'switch') return [declared];
  const off = option.flags.replace('--', '--no-');
  return [declared, new CommanderOption(off, '').hideHelp()];
}
