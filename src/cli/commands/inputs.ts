import type { Call } from '../command.js';

/**
 * What to read: the arguments, else standard input where something is piped in. At a terminal a call without arguments
 * is a question: the help answers it, and the result is undefined.
 */
export function inputsOf(call: Call): readonly string[] | undefined {
  if (call.arguments.length > 0) return call.arguments;
  const { io } = call.session;
  if (!io.tty.stdin) return ['-'];
  io.stderr.write(call.help());
  return undefined;
}
