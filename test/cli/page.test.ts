/** docs/cli.md is the help of every command, and what the help has no room for. `npx vitest -u` renews it. */
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands/index.js';
import { parseConfig } from '../../src/cli/config.js';
import { resolve } from '../../src/cli/settings.js';
import { explainDetector } from '../../src/engine/index.js';
import { run } from './world.js';

const example = `{
  "failOn": "critical",
  "skip": ["output-heavy"],
  "map": { "account": "metadata.customer" },
  "allow": "contracts/accounts.txt",
  "detector": ["./detectors/night-batches.js"],
  "detectors": { "circadian-flat": { "leastRequests": 500 } }
}`;

const head = `# The command line

What follows is printed by \`revenuer help\` and \`revenuer help COMMAND\`. Names, options and exit codes stay as they are
within a major version.`;

const tail = `## How small a campaign could hide

\`revenuer simulate --into LOG\` reads a log of yours once, mixes simulated campaigns into it in memory, judges each mixture as
\`scan\` would, and says of each kind of campaign and each rate how few accounts would still be found. It starts with the
largest and falls; at the first size that most of the \`--trials\` miss it stops. Nothing is written to the log, and no mixed
log is written either: the records of yours may be in any form.

A campaign is found when suspects at or above \`--at\` that each link two of its accounts or more hold at least half of it
together. It has the fields that the log has, lasts as long as the log, and uses the log's models, paths, networks and clients,
so that it does not stand out by being simulated. \`--campaign\` names other kinds and doses (\`grading:proxies=1\`; a \`perDay\`
in it takes the place of \`--rates\`), \`--start\` and \`--days\` another period. Without \`--sizes\` no campaign is tried that would
be more than a quarter of all accounts. The same \`--seed\` (1 unless given) gives the same answer. Each trial takes about as long as judging the
log does; fewer \`--rates\` and \`--sizes\` are quicker. The exit code is 0 whatever is found, 3 where the log was not read fully.

\`--format json\` writes one object:

| field | meaning |
|---|---|
| \`schema\` | \`revenuer.limit/1\`; fields are added, never renamed or removed |
| \`tool\` | \`name\`, \`version\` |
| \`log.inputs\`, \`log.requests\`, \`log.accounts\` | what was read |
| \`log.period\` | \`from\` and \`to\` of the campaigns, ISO 8601 |
| \`log.columns\` | \`present\` and \`absent\` columns, as in the report of a scan |
| \`log.unfilled\` | columns of the log for which the campaigns have no values |
| \`log.suspects\` | groups found in the log as it is: \`id\`, \`severity\`, number of \`accounts\` |
| \`log.complete\`, \`log.problems\` | whether everything could be read, and what could not |
| \`search\` | \`at\`, \`seed\`, \`trials\`, \`sizes\` |
| \`limits[].campaign\`, \`limits[].perDay\` | kind with its doses; requests of one account a day |
| \`limits[].smallest\` | accounts of the smallest campaign found, as all larger ones tried were; null when the largest was not |
| \`limits[].hidden\` | accounts of the largest campaign that was not found; null when all sizes were |
| \`limits[].tried[]\` | \`accounts\`, \`trials\` made, of them \`found\`; of these \`whole\`, one suspect holding half of the campaign alone, and \`blurred\`, the suspects being mostly accounts of the log |
| \`limits[].sentence\` | the same in words |
| \`notes\` | what to keep in mind |

## Streams

Standard output is the result, standard error everything else. In a pipe the report is JSON, without colour. Progress is
shown on a terminal only, not in CI, and not with \`--quiet\`. When the reader of standard output leaves (\`| head\`), the
program ends quietly with the code it has come to. SIGINT and SIGTERM end it at once, which a shell shows as 130 and 143 (a parent
process sees the signal); no half-written or temporary file is left.

Colour: \`--color\` and \`--no-color\` first, then \`NO_COLOR\` (set and not empty), \`FORCE_COLOR\` (\`0\` and \`false\` mean off),
\`CLICOLOR_FORCE\`, \`TERM=dumb\`, and then whether the stream is a terminal. Width: the terminal's, else \`COLUMNS\`, else 80.

## Exit codes

| code | meaning |
|---|---|
| 0 | nothing at or above \`--fail-on\` (default \`high\`) |
| 1 | a suspect at or above \`--fail-on\` |
| 2 | wrong usage or configuration; nothing was read |
| 3 | an input could not be read to its end, or not understood; the report is still written |
| 4 | a detector failed (the report is still written), a result could not be written, a detector package ended the program, or an internal error |
| 130, 143 | ended by SIGINT, SIGTERM |

4 wins over 3, and 3 over 1; the report says all of it.

## Several reports from one run

\`-o\` may be given again: \`-o report.html -o report.json -o csv:suspects.txt\`. The form is what stands before the colon, else
what the ending says, else \`--format\`. A file appears under its name only when it is whole; until then it takes room in the same
folder, without a name. With \`-o\`, standard output stays empty, unless \`-\` (or \`/dev/stdout\`) is among the files or \`--format\`
names a form that none of them has. A place that cannot be written to is refused before anything is read where that can be known
(exit 2); one that fails later is named, the others are written, and the exit code is 4. Links are written through; pipes and
devices are written to as they are.

## Profiles

\`measure\` writes one \`key<TAB>state\` line for each record, in order of the keys, all of them in UTF-8:

| key | state |
|---|---|
| \`account:NAME\` | what was measured of an account, by measure; the name is percent-encoded |
| \`log:\` | what was measured of the whole log, and its number of \`requests\` |
| \`run:DIGESTS\` | the books of the inputs: \`version\`, \`inputs\`, \`columns\`, \`notes\`, \`problems\` |
| \`sum:\` | what the records above add up to: \`records\`, \`runs\` among them, and \`digest\`, the SHA-256 of each line added up in eight words of 32 bits; \`problems\` found by an earlier merge |

Records may be sorted, put together and cut into files in any way. \`merge\` and \`report\` add them up and compare: records that are
missing, doubled, altered or cut off are a problem that names the file, in the report, too (\`complete: false\`), and the exit code
is 3; \`--baseline\` refuses them. What a merge finds goes into its \`sum:\`, so that the report made of it knows. Profiles of
version 2 have no sum: their requests are still added up, and a note says that no more could be checked.

## Configuration

\`--config FILE\` reads options from JSON; the command line wins. Names are those of the options, in camelCase or as on the
command line. Unknown ones are refused. No file is ever read without being named, so a folder cannot slip a run its options
or its code. Paths to \`allow\`, \`canaries\` and detectors start from the file's folder.

\`\`\`json
${example}
\`\`\`

\`detectors\` holds options of detectors by id; \`revenuer explain ID\` lists them. Naming a detector there, even
with none (\`{ "safe-rewrite": {} }\`), also runs one that is off by default beside the others; \`--only\` runs it alone.
`;

describe('docs/cli.md', () => {
  it('is what the program says', async () => {
    const pages = [await run(['help'], { env: { COLUMNS: '100' } })];
    for (const { name } of commands) pages.push(await run(['help', name], { env: { COLUMNS: '100' } }));
    const names = ['', ...commands.map(({ name }) => ` ${name}`)];
    const texts = pages.map(({ stdout }, i) => `## revenuer${names[i] ?? ''}\n\n\`\`\`\n${stdout.trim()}\n\`\`\``);
    await expect([head, ...texts, tail].join('\n\n')).toMatchFileSnapshot('../../docs/cli.md');
  });

  it('shows a configuration that is one', () => {
    const config = parseConfig(example, { file: 'revenuer.json', folder: '/etc' });
    const { skip } = resolve([config.layer]);
    expect(skip.map(id => explainDetector(id))).not.toContain(undefined);
    for (const [id, options] of Object.entries(config.detectorOptions)) {
      for (const name of Object.keys(options)) expect(explainDetector(id)).toContain(`\`${name}\``);
    }
  });
});
