import { UsageError } from '../../errors.js';
import type { Command } from '../command.js';
import { exitCodes } from '../exit-code.js';
import { readingOptions } from '../options.js';
import { planReading } from '../plan.js';
import { writeLines } from '../records.js';
import { readReport } from '../report-file.js';

export const inspect: Command = {
  name: 'inspect',
  summary: 'a suspect’s requests, timeline and evidence lines',
  arguments: '<suspect> [log...]',
  options: ['report', ...readingOptions, 'showContent', 'output', 'debug'],
  required: ['report'],
  about: { output: 'write to this file, - is standard output' },
  examples: [
    ['revenuer inspect 7f3a2c --report r.json logs/*.gz', 'a campaign, by the start of its id'],
    ['revenuer inspect 1 --report r.json', 'the first suspect, in the logs the report was made from'],
  ],
  async run(call) {
    const [suspect = '', ...logs] = call.arguments;
    const file = call.settings.report;
    if (file === undefined) throw new UsageError('--report is missing', { hint: 'Give the JSON report.' });
    const report = await readReport(file, call.session.io);
    const inputs = logs.length > 0 ? logs : report.run.inputs.map(input => input.path);
    const engine = await call.session.engine();
    const read = planReading(call, inputs);
    const showContent = call.settings.showContent;
    await writeLines(call, {
      inputs: [...inputs, file],
      work: write => engine.inspect({ suspect, report, read, showContent }, write),
    });
    return exitCodes.quiet;
  },
};
