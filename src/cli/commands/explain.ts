import type { Command } from '../command.js';
import { detectorsOf, loadedDetectors, requireDetectors } from '../detectors.js';
import { exitCodes } from '../exit-code.js';

export const explain: Command = {
  name: 'explain',
  summary: 'how a detector works, who else looks like what it finds, how it is evaded',
  arguments: '<detector>',
  options: ['detector', 'debug'],
  examples: [['revenuer explain shared-template', 'revenuer detectors lists the names']],
  async run(call) {
    const [id = ''] = call.arguments;
    const engine = await call.session.engine();
    const text = engine.explainDetector(id) ?? engine.explainDetector(id, await loadedDetectors(call));
    if (text === undefined) requireDetectors([id], await detectorsOf(call));
    await call.session.stdout.write(`${(text ?? '').trimEnd()}\n`);
    return exitCodes.quiet;
  },
};
