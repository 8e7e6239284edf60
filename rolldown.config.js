/**
 * What users run: src/ and its dependencies in a few files, because a program that starts from three hundred takes twice as
 * long to start. Program, library and threads share their chunks, so a detector package that imports `revenuer` has the
 * same measures as the program that loads it. All files lie two folders deep, as those that `tsc` makes of src/.
 */
import Ajv from 'ajv';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { defineConfig } from 'rolldown';
import { parse } from 'yaml';

/** What the licences of the bundled packages ask to go with them. */
const licences = {
  name: 'licences',
  async generateBundle(_options, bundle) {
    const folders = new Set();
    for (const chunk of Object.values(bundle)) {
      for (const id of chunk.moduleIds ?? []) {
        const [, folder] = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(id) ?? [];
        if (folder !== undefined) folders.add(folder);
      }
    }
    const notices = await Promise.all([...folders].sort().map(noticeOf));
    this.emitFile({
      type: 'asset',
      fileName: 'THIRD-PARTY-NOTICES.txt',
      source: notices.join(`\n${'-'.repeat(80)}\n\n`),
    });
  },
};

async function noticeOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const texts = await Promise.all(
    ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license', 'LICENCE'].map(file =>
      readFile(path.join(folder, file), 'utf8').catch(() => undefined),
    ),
  );
  return `${name} ${version} (${license})\n\n${texts.find(text => text !== undefined) ?? ''}\n`;
}

/** The descriptions of formats, each checked against the schema that users' own are checked against. */
const catalogue = {
  name: 'catalogue',
  async generateBundle() {
    const folder = 'src/formats/catalogue';
    const validate = new Ajv().compile(JSON.parse(await readFile('schema/format-1.json', 'utf8')));
    const names = (await readdir(folder)).filter(name => name.endsWith('.yaml')).sort();
    const descriptions = await Promise.all(
      names.map(async name => {
        const description = parse(await readFile(path.join(folder, name), 'utf8'));
        if (!validate(description)) {
          throw new Error(
            `${folder}/${name}: ${validate.errors.map(e => `${e.instancePath} ${e.message}`).join('; ')}`,
          );
        }
        if (`${description.name}.yaml` !== name) throw new Error(`${folder}/${name} describes ${description.name}`);
        return description;
      }),
    );
    this.emitFile({ type: 'asset', fileName: 'catalogue.json', source: JSON.stringify(descriptions) });
  },
};

export default defineConfig({
  input: {
    program: 'src/cli/main.ts',
    index: 'src/index.ts',
    testing: 'src/testing/index.ts',
    'lane-thread': 'src/engine/lane-thread.ts',
    'feeder-thread': 'src/engine/feeder-thread.ts',
  },
  platform: 'node',
  plugins: [licences, catalogue],
  output: { dir: 'dist/bundle', format: 'esm', chunkFileNames: '[name]-[hash].js', cleanDir: true },
});
