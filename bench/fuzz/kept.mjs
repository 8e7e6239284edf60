/** Disagreements as files that can be judged again: one JSON object each, its bytes as one character each. */
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { recognise } from './paths.mjs';

/** Writes a scene, and returns the path of its file. */
export function save(folder, { log, earlier, last }, { found, name }) {
  mkdirSync(folder, { recursive: true });
  const { head, map, format, wanted, times, bindings, detected } = log;
  const written = { name, found, detected: detected.format, head, map, format, wanted, times, bindings };
  const text = JSON.stringify({ ...written, earlier: earlier.map(asText), last: asText(last) }, undefined, 1);
  const file = path.join(
    folder,
    `${name.replaceAll(':', '-')}-${createHash('sha1').update(text).digest('hex').slice(0, 8)}.json`,
  );
  writeFileSync(file, `${text}\n`);
  return file;
}

/** Writes a whole log, which is too much for a scene. */
export function saveLog(folder, name, bytes) {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name.replaceAll(':', '-')}.log`);
  writeFileSync(file, bytes);
  return file;
}

/** The scenes of a folder; those whose log is no longer recognised are left out. */
export function load(folder) {
  const scenes = [];
  for (const file of files(folder)) {
    const { earlier, last, ...log } = JSON.parse(readFileSync(file, 'utf8'));
    const found = recognise(log);
    if (found === undefined) continue;
    scenes.push({
      file,
      log: { ...found, ...log, detected: found.detected },
      earlier: earlier.map(asBytes),
      last: asBytes(last),
    });
  }
  return scenes;
}

function files(folder) {
  try {
    return readdirSync(folder)
      .filter(name => name.endsWith('.json'))
      .sort()
      .map(name => path.join(folder, name));
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

const asText = one => ({ ...one, bytes: one.bytes.toString('latin1') });
const asBytes = one => ({ ...one, bytes: Buffer.from(one.bytes, 'latin1') });
