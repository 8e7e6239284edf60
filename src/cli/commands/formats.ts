import { catalogue } from '../../formats/catalogue.js';
import { formats as known } from '../../formats/index.js';
import { sourceColumnNames, sourceColumns } from '../../requests/columns.js';
import { columns } from '../columns.js';
import type { Call, Command } from '../command.js';
import { detectedJson, detectedText } from '../detected.js';
import { exitCodes } from '../exit-code.js';
import type { ExitCode } from '../exit-code.js';
import { readingOptions } from '../options.js';
import { planReading } from '../plan.js';
import { proposalText } from '../proposal.js';

export const formats: Command = {
  name: 'formats',
  summary: 'what it reads, and what a log of yours would be read as',
  arguments: '',
  options: ['detect', 'propose', ...readingOptions, 'showContent', 'json', 'debug'],
  about: { showContent: 'show the text of prompts in the sample rows' },
  examples: [
    ['revenuer formats', 'the formats, and the columns that --map can fill'],
    ['revenuer formats --detect access.log', 'format, fields and three rows of a log'],
    ['revenuer formats --detect access.log --map account=user.id', 'the same with a field named'],
    ['revenuer formats --propose access.log > mine.yaml', 'a description of a format to go over, for --format-file'],
  ],
  async run(call) {
    if (call.settings.detect.length > 0) return detect(call);
    if (call.settings.propose !== undefined) return propose(call, call.settings.propose);
    await call.session.stdout.write(call.settings.json ? listJson() : listText());
    return exitCodes.quiet;
  },
};

async function detect(call: Call): Promise<ExitCode> {
  const { settings, session } = call;
  const engine = await session.engine();
  const inputs = await engine.detectInputs(await planReading(call, settings.detect));
  const { showContent } = settings;
  const text = settings.json
    ? detectedJson(inputs, showContent)
    : inputs.map(one => detectedText(one, showContent)).join('\n');
  await session.stdout.write(text);
  const wrong = inputs.some(({ problem, problems }) => problem !== undefined || problems.length > 0);
  return wrong ? exitCodes.incomplete : exitCodes.quiet;
}

async function propose(call: Call, log: string): Promise<ExitCode> {
  const engine = await call.session.engine();
  const proposal = await engine.proposeFormat(await planReading(call, [log]));
  await call.session.stdout.write(await proposalText(proposal, log));
  return exitCodes.quiet;
}

function listText(): string {
  const readable = known.map(({ name, title, description }) => [name, title, description]);
  const described = catalogue().map(({ name, title }) => [name, title]);
  const fillable = sourceColumnNames.map(name => [name, sourceColumns[name].description]);
  return `Formats, recognised from content (--log-format names one):\n${columns(readable, '  ')}
Exports and logs whose fields are known (--log-format names one, --format-file adds one):\n${columns(described, '  ')}
Columns, found by the names of fields (--map column=field names one):\n${columns(fillable, '  ')}`;
}

function listJson(): string {
  const readable = known.map(({ name, title, description }) => ({ name, title, description }));
  const fillable = sourceColumnNames.map(name => ({ name, description: sourceColumns[name].description }));
  const described = catalogue().map(({ name, title, about }) => ({ name, title, description: about }));
  return `${JSON.stringify({ formats: readable, described, columns: fillable }, null, 2)}\n`;
}
