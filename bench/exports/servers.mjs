/**
 * Throw-away database servers: each is started in a folder of its own, without a port, and says how its client is called.
 * A server that is not installed is undefined.
 */
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const clickhouseClient = fileURLToPath(new URL('clickhouse-client.py', import.meta.url));
/** How long a server may take to answer, in milliseconds. */
const patience = 30_000;

export const servers = { postgres, mysql, sqlite, clickhouse };

function postgres(folder) {
  const programs = postgresPrograms();
  if (programs === undefined || find('psql') === undefined) return undefined;
  const data = path.join(folder, 'data');
  mkdirSync(folder, { recursive: true, mode: 0o777 });
  chmodSync(folder, 0o777);
  const owner = asOwner('postgres');
  owner(path.join(programs, 'initdb'), ['-D', data, '-U', 'revenuer', '-A', 'trust', '-E', 'UTF8']);
  const options = `-k ${folder} -c listen_addresses='' -c timezone=America/New_York -c fsync=off`;
  owner(path.join(programs, 'pg_ctl'), ['-D', data, '-w', '-o', options, '-l', path.join(folder, 'log'), 'start']);
  const base = ['-h', folder, '-U', 'revenuer'];
  return {
    create: name => run('psql', [...base, '-qc', `create database ${name}`, 'postgres']),
    load: (name, file) => run('psql', [...base, '-q', '-v', 'ON_ERROR_STOP=1', '-f', file, name]),
    environment: name => ({
      PGHOST: folder,
      PGUSER: 'revenuer',
      DATABASE_URL: `postgresql:///${name}`,
      PGDATABASE: name,
    }),
    stop: () => owner(path.join(programs, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop']),
  };
}

/** Debian keeps the programs of the server out of the path. */
function postgresPrograms() {
  const inPath = find('pg_ctl');
  if (inPath !== undefined) return path.dirname(inPath);
  const versions = '/usr/lib/postgresql';
  const newest = existsSync(versions) ? readdirSync(versions).sort((a, b) => Number(b) - Number(a))[0] : undefined;
  return newest === undefined ? undefined : path.join(versions, newest, 'bin');
}

function mysql(folder) {
  const [install, daemon, client] = ['mariadb-install-db', 'mariadbd', 'mariadb'].map(find);
  if (install === undefined || daemon === undefined || client === undefined) return undefined;
  const [data, socket, options] = ['data', 'socket', 'my.cnf'].map(name => path.join(folder, name));
  mkdirSync(folder, { recursive: true });
  const user = process.getuid?.() === 0 ? ['--user=root'] : [];
  run(install, ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', ...user]);
  const flags = [`--datadir=${data}`, `--socket=${socket}`, '--skip-networking', `--pid-file=${folder}/pid`, ...user];
  const server = spawn(daemon, ['--no-defaults', ...flags], { stdio: 'ignore' });
  writeFileSync(options, `[client]\nsocket=${socket}\nuser=root\n`);
  const base = [`--defaults-file=${options}`];
  waitFor(() => run(client, [...base, '-e', 'select 1']));
  return {
    create: name => run(client, [...base, '-e', `create database ${name} character set utf8mb4`]),
    load: (name, file) => run(client, [...base, '--default-character-set=utf8mb4', name, '-e', `source ${file}`]),
    environment: name => ({ MYSQL_OPTIONS: options, MYSQL_DATABASE: name }),
    stop: () => server.kill('SIGKILL'),
  };
}

/** No server, but a file. */
function sqlite(folder) {
  if (find('sqlite3') === undefined) return undefined;
  mkdirSync(folder, { recursive: true });
  const fileOf = name => path.join(folder, `${name}.db`);
  return {
    create: () => undefined,
    load: (name, file) => run('sqlite3', [fileOf(name), `.read ${file}`]),
    environment: name => ({ SQLITE_FILE: fileOf(name) }),
    stop: () => undefined,
  };
}

/** ClickHouse itself over a folder, or chDB, which is its engine as a Python package (`CHDB_PYTHON` names the Python). */
function clickhouse(folder) {
  const program = find('clickhouse');
  const python = process.env['CHDB_PYTHON'];
  if (program === undefined && python === undefined) return undefined;
  const commands = path.join(folder, 'bin');
  mkdirSync(commands, { recursive: true });
  const dataOf = name => path.join(folder, name);
  const call =
    program === undefined
      ? `${python} ${clickhouseClient} "$CLICKHOUSE_PATH"`
      : `${program} local --path "$CLICKHOUSE_PATH"`;
  const client = path.join(commands, 'clickhouse-client');
  writeFileSync(client, `#!/bin/sh\nexec ${call} "$@"\n`, { mode: 0o755 });
  const environment = name => ({ CLICKHOUSE_PATH: dataOf(name), PATH: `${commands}:${process.env['PATH']}` });
  return {
    create: () => undefined,
    load: (name, file) => run(client, ['--queries-file', file], { env: { ...process.env, ...environment(name) } }),
    environment,
    stop: () => undefined,
  };
}

/** PostgreSQL does not run as root. */
function asOwner(user) {
  if (process.getuid?.() !== 0) return (program, args) => run(program, args);
  return (program, args) => run('runuser', ['-u', user, '--', program, ...args]);
}

function run(program, args, options = {}) {
  return execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'], cwd: '/', ...options });
}

function find(program) {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];
  return folders.map(folder => path.join(folder, program)).find(file => existsSync(file));
}

function waitFor(works) {
  const until = Date.now() + patience;
  for (;;) {
    try {
      return works();
    } catch (error) {
      if (Date.now() > until) throw error;
      execFileSync('sleep', ['0.2']);
    }
  }
}
