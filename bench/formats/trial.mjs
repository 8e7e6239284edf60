/** One format: the traffic is written in it, scanned with the real program, and the report compared with the truth. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { evaluate } from '../../dist/evaluate/index.js';

const program = fileURLToPath(new URL('../../bin/revenuer.js', import.meta.url));
const run = promisify(execFile);

export async function trial(writer, { sent, truth }, folder) {
  const file = path.join(folder, `${writer.name}-${writer.file}`);
  await write(file, writer, sent);
  const report = await scan(file);
  await rm(file);
  const names = namesOf(writer, sent);
  const evaluation = evaluate({ ...report, suspects: report.suspects.map(suspect => renamed(suspect, names)) }, truth);
  return { writer, report, evaluation, sent: sent.length };
}

async function write(file, { frame, record }, sent) {
  const stream = createWriteStream(file);
  for (const chunk of joined(frame(sent.map(record)))) if (!stream.write(chunk)) await once(stream, 'drain');
  stream.end();
  await once(stream, 'close');
}

function* joined(chunks) {
  let block = '';
  for (const chunk of chunks) {
    block += chunk;
    if (block.length < 1 << 20) continue;
    yield block;
    block = '';
  }
  yield block;
}

async function scan(file) {
  const output = `${file}.json`;
  const options = ['--format', 'json', '--fail-on', 'never', '--threads', '1', '-o', output];
  // A log that is refused ends with an exit code, and has a report all the same.
  await run(process.execPath, [program, 'scan', file, ...options], { maxBuffer: 1 << 26 }).catch(() => undefined);
  const report = JSON.parse(await readFile(output, 'utf8'));
  await rm(output);
  return report;
}

/**
 * Accounts as the report names them to those of the truth: by their name in the log, by their key, and where the log has
 * neither, by the address, which stands for the account that used it most.
 */
function namesOf({ carries, identity = r => r.account }, sent) {
  if (carries.includes('account')) return new Map(sent.map(r => [identity(r), r.account]));
  if (carries.includes('apiKey')) return new Map(sent.map(r => [keyName(r.apiKey), r.account]));
  const uses = new Map();
  for (const { ip, account } of sent) {
    const users = uses.get(ip) ?? new Map();
    uses.set(ip, users.set(account, (users.get(account) ?? 0) + 1));
  }
  return new Map([...uses].map(([ip, users]) => [ip, [...users].sort((a, b) => b[1] - a[1])[0][0]]));
}

function keyName(key) {
  return `key:${createHash('sha256').update(key).digest('hex').slice(0, 12)}`;
}

/** Networks count as the accounts behind them. */
function renamed(suspect, names) {
  const accounts = suspect.accounts.map(name => names.get(/^net:([^|]*)/.exec(name)?.[1] ?? name) ?? name);
  return { ...suspect, kind: suspect.kind === 'network' ? 'account' : suspect.kind, accounts: [...new Set(accounts)] };
}
