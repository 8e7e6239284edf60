import { defaultMemory } from '../memory.js';
import type { Command } from '../command.js';
import { exitCodes } from '../exit-code.js';
import { sayProblems } from '../publish.js';
import { profilesIn, writeText } from '../records.js';
import { inputsOf } from './inputs.js';

export const merge: Command = {
  name: 'merge',
  summary: 'the reduce step: profile records to merged profile records',
  arguments: '[profiles...]',
  options: ['output', 'quiet', 'debug'],
  about: { output: 'write to this file, - is standard output' },
  examples: [
    ['revenuer merge mon.profiles tue.profiles -o week.profiles', 'two days into one'],
    ['sort *.profiles | revenuer merge > week.profiles', 'records from standard input'],
  ],
  async run(call) {
    const inputs = inputsOf(call);
    if (inputs === undefined) return exitCodes.usage;
    const engine = await call.session.engine();
    const profiles = profilesIn(inputs, call.session);
    const { complete, problems } = await writeText(call, {
      inputs,
      work: write => engine.mergeProfiles(profiles, write, defaultMemory()),
    });
    if (!call.settings.quiet) sayProblems(call, problems);
    return complete ? exitCodes.quiet : exitCodes.incomplete;
  },
};
