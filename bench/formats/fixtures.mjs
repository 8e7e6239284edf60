// Writes fixtures/formats: for each writer a small log, and beside it what a right reading shows. node bench/formats/fixtures.mjs
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { canned } from './canned.mjs';
import { numbered } from './request.mjs';
import { writers } from './writers.mjs';

const folder = fileURLToPath(new URL('../../fixtures/formats', import.meta.url));
/** Requests before which the records that are none stand. */
const interruptions = [2, 7];

await rm(folder, { recursive: true, force: true });
const requests = canned().map(numbered);
for (const writer of writers) {
  const home = path.join(folder, writer.name);
  await mkdir(home, { recursive: true });
  await writeFile(path.join(home, writer.file), [...writer.frame(recordsOf(writer))].join(''));
  await writeFile(path.join(home, 'expected.json'), `${JSON.stringify(expectedOf(writer), null, 2)}\n`);
}

function recordsOf({ record, others }) {
  return requests.flatMap((request, index) => {
    const before = interruptions.includes(index) ? others.map(([, other]) => other(request)) : [];
    return [...before, record(request)];
  });
}

/** What follows from the requests and from what the format holds of them; nothing of it was read from the log. */
function expectedOf({ description, file, carries, others, never, identity = r => r.account, address = r => r.ip }) {
  const expected = { file, description };
  if (never) return { ...expected, never };
  const has = column => carries.includes(column);
  const times = requests.map(({ time }) => time);
  return {
    ...expected,
    requests: requests.length,
    nobody: !['account', 'apiKey', 'ip', 'userAgent'].some(has),
    filteredBy: Object.fromEntries(others.map(([because]) => [because, interruptions.length])),
    from: new Date(Math.min(...times)).toISOString(),
    to: new Date(Math.max(...times)).toISOString(),
    columns: carries.flatMap(column => (column === 'tokens' ? ['inputTokens', 'outputTokens'] : [column])),
    accounts: has('account') ? distinct(requests.map(identity)) : null,
    addresses: has('ip') ? distinct(requests.map(address)) : null,
    models: has('model') ? distinct(requests.map(({ model }) => model)).length : null,
    inputTokens: has('tokens') ? sum(({ inputTokens }) => inputTokens) : null,
    outputTokens: has('tokens') ? sum(({ outputTokens }) => outputTokens) : null,
    latencies: has('latency') ? requests.map(({ latency }) => latency).sort((a, b) => a - b) : null,
  };
}

function distinct(values) {
  return [...new Set(values)].sort();
}

function sum(numberOf) {
  return requests.reduce((total, request) => total + numberOf(request), 0);
}
