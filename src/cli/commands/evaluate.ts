import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../../errors.js';
import { printable } from '../../reports/escape.js';
import type { Command } from '../command.js';
import { exitCodes } from '../exit-code.js';
import { readReport } from '../report-file.js';

export const evaluate: Command = {
  name: 'evaluate',
  summary: 'how right a report is: precision, recall, per campaign and per class of innocents',
  arguments: '<report>',
  options: ['truth', 'json', 'debug'],
  required: ['truth'],
  examples: [['revenuer evaluate --truth truth.csv report.json', 'the report made with --format json']],
  async run({ arguments: [file = ''], settings, session }) {
    const { io } = session;
    // Loaded when asked for: no other command compares.
    const { evaluate: compare, parseTruth, renderEvaluation } = await import('../../evaluate/index.js');
    const truth = parseTruth(await readTruth(settings.truth ?? '', io.cwd));
    const evaluation = compare(await readReport(file, io), truth);
    if (settings.json) await session.stdout.write(printable(`${JSON.stringify(evaluation, null, 2)}\n`, 'json'));
    else {
      const lines = renderEvaluation(evaluation).split('\n');
      await session.stdout.write(lines.map(line => printable(line)).join('\n'));
    }
    return exitCodes.quiet;
  },
};

function readTruth(file: string, cwd: string): Promise<string> {
  return readFile(path.resolve(cwd, file), 'utf8').catch((cause: unknown) => {
    throw new UsageError(`cannot read the truth file ${file}`, { hint: 'Check the path given to --truth.', cause });
  });
}
