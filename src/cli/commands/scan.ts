import type { Command } from '../command.js';
import { exitCodes } from '../exit-code.js';
import { judgingOptions, lookingOptions, outputOptions, readingOptions, runningOptions } from '../options.js';
import { planScan } from '../plan.js';
import { prepareTargets, publish } from '../publish.js';
import { inputsOf } from './inputs.js';

export const scan: Command = {
  name: 'scan',
  summary: 'read logs and print ranked suspects',
  arguments: '[log...]',
  options: [...readingOptions, ...lookingOptions, ...judgingOptions, ...outputOptions, ...runningOptions],
  examples: [
    ['revenuer scan access.ndjson.gz', 'one file'],
    ['revenuer scan logs/ "more/*.csv" -o report.html -o report.json', 'a folder and a pattern, two reports'],
    ['zcat big.gz | revenuer scan - --format json', 'standard input'],
  ],
  async run(call) {
    const inputs = inputsOf(call);
    if (inputs === undefined) return exitCodes.usage;
    const targets = await prepareTargets(call, inputs);
    const options = await planScan(call, inputs);
    const report = await (await call.session.engine()).scan(options);
    return publish(call, report, targets);
  },
};
