/** A database that comes as an npm package and is asked the query of programs/group-by.mjs by a Node program. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fields } from '../programs/group-by.mjs';
import { runProgram } from './tool.mjs';

export const peersFolder = path.join(import.meta.dirname, '../peers');

export function database({ id, name, npm }) {
  const manifest = path.join(peersFolder, 'node_modules', npm, 'package.json');
  return {
    id,
    name,
    does: Object.fromEntries(Object.keys(fields).map(shape => [shape, sketches(shape)])),
    available() {
      if (!existsSync(manifest)) return { missing: `not installed: npm run bench -- --install` };
      return { version: JSON.parse(readFileSync(manifest, 'utf8')).version };
    },
    run: (file, shape, { threads, timeout }) =>
      runProgram(id, [path.join(peersFolder, 'package.json'), file, shape, String(threads)], { timeout }),
  };
}

function sketches(shape) {
  const { account, distinct, spread } = fields[shape];
  return `by ${account}: count, distinct ${distinct.join(', ')}, median ${spread.join(', ')} (five sketches)`;
}
