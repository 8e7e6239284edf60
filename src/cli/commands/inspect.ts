import { UsageError } from '../../errors.js';
import type { Command } from '../command.js';
import { showsUnicode } from '../color.js';
import { exitCodes } from '../exit-code.js';
import { inspectionJson, inspectionText } from '../inspection.js';
import { readingOptions } from '../options.js';
import { planReading } from '../plan.js';
import { writeText } from '../records.js';
import { readReport } from '../report-file.js';

export const inspect: Command = {
  name: 'inspect',
  summary: 'a suspect’s requests, timeline and evidence lines',
  arguments: '<suspect> [log...]',
  options: ['report', ...readingOptions, 'showContent', 'output', 'json', 'debug'],
  required: ['report'],
  about: {
    output: 'write to this file, - is standard output',
    json: 'one JSON object a line: the suspect, then its requests',
  },
  examples: [
    ['revenuer inspect 7f3a2c --report r.json logs/*.gz', 'a campaign, by the start of its id'],
    ['revenuer inspect 1 --report r.json', 'the first suspect, in the logs the report was made from'],
    ['revenuer inspect acct_5d01 --report r.json --json | jq .', 'an account, for a program'],
  ],
  async run(call) {
    const { settings, session } = call;
    const [suspect = '', ...logs] = call.arguments;
    const file = settings.report;
    if (file === undefined) throw new UsageError('--report is missing', { hint: 'Give the JSON report.' });
    const report = await readReport(file, session.io);
    const inputs = logs.length > 0 ? logs : report.run.inputs.map(input => input.path);
    const engine = await session.engine();
    const { showContent, json } = settings;
    const read = await planReading(call, inputs);
    const render = json ? inspectionJson : inspectionText(showsUnicode(session.io));
    await writeText(call, {
      inputs: [...inputs, file],
      work: write => engine.inspect({ suspect, report, read, showContent }, line => write(render(line))),
    });
    return exitCodes.quiet;
  },
};
