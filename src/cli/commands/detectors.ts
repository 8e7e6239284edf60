import { columns } from '../columns.js';
import type { Command } from '../command.js';
import { detectorsOf } from '../detectors.js';
import { exitCodes } from '../exit-code.js';

export const detectors: Command = {
  name: 'detectors',
  summary: 'what it looks for',
  arguments: '',
  options: ['detector', 'json', 'debug'],
  examples: [
    ['revenuer detectors', 'every detector, by family, with the question it asks'],
    ['revenuer detectors --json', 'the same for programs'],
  ],
  async run(call) {
    const { settings, session } = call;
    const found = await detectorsOf(call);
    const text = settings.json
      ? `${JSON.stringify(found, null, 2)}\n`
      : columns(found.map(({ family, id, question }) => [family, id, question]));
    await session.stdout.write(text);
    return exitCodes.quiet;
  },
};
