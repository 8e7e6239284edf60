// What leaves the databases of gateways, read without options: npm run build && node bench/exports/main.mjs [--only TEXT] [--seed N]
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { commands, fromCatalogueLabel } from './commands.mjs';
import { statements } from './load.mjs';
import { servers } from './servers.mjs';
import { gateways } from './tables.mjs';
import { traffic } from './traffic.mjs';
import { native, trial, workbench } from './trial.mjs';

const { values: options } = parseArgs({
  options: {
    /** Databases, gateways or labels that hold this text. */
    only: { type: 'string', default: '' },
    seed: { type: 'string', default: '7' },
    keep: { type: 'string' },
  },
});

const log = traffic(Number(options.seed));
const folder = mkdtempSync(path.join(tmpdir(), 'revenuer-exports-'));
// The owner of a server is somebody else where this runs as root.
chmodSync(folder, 0o755);
const bench = workbench(folder, options.keep);
const wanted = (...names) => names.join(' ').includes(options.only);
const failed = [];

console.log(`${log.sent.length} requests of ${log.truth.length} accounts\n`);
console.log('| database | gateway | way | outcome | rejected | alerts: campaign / innocents | what is said |');
console.log('|--|--|--|--|--|--|--|');
try {
  for (const [database, gatewaysOf] of Object.entries(commands)) visit(database, gatewaysOf);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (failed.length > 0) {
  console.log(`\nnot as it should be: ${failed.join('; ')}`);
  process.exitCode = 1;
}

function visit(database, gatewaysOf) {
  const some = Object.entries(gatewaysOf).filter(([name, ways]) =>
    ways.some(({ label }) => wanted(database, name, label)),
  );
  if (some.length === 0) return;
  const server = servers[database](path.join(folder, database));
  if (server === undefined) {
    console.log(`| ${database} | | | skipped: its programs are not here | | | |`);
    return;
  }
  try {
    for (const [name, ways] of some) {
      const [table] = gateways[name];
      fill(server, database, name);
      const environment = server.environment(name);
      row([database, table.name, 'native NDJSON, the same columns'], native(bench, table, log));
      for (const { label, command } of ways) {
        if (!wanted(database, name, label)) continue;
        // Only the commands of the catalogue promise the right time of day whatever the zone of server and shell.
        const zone = label === fromCatalogueLabel ? 'America/New_York' : 'UTC';
        const result = trial(bench, { command, environment: { ...environment, TZ: zone }, table, log });
        row([database, table.name, label], result);
        if (result.wrong) failed.push(`${database} ${table.name} ${label}`);
      }
    }
  } finally {
    server.stop();
  }
}

function fill(server, database, name) {
  const file = path.join(folder, `${database}-${name}.sql`);
  const text = [...statements(database, gateways[name], log.sent)].join(';\n');
  writeFileSync(file, `${text};\n`, { mode: 0o644 });
  server.create(name);
  server.load(name, file);
  rmSync(file);
}

function row(names, { outcome, rejected = '', alerts = '', said = '' }) {
  const cells = [...names, outcome, rejected, alerts, said].map(cell =>
    String(cell).replaceAll('|', '\\|').replaceAll('\n', ' '),
  );
  console.log(`| ${cells.join(' | ')} |`);
}
