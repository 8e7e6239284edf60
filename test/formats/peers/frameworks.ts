/** What the loggers of web frameworks write to the console. */
import { idOf, type Made, type ReadKind, type ToldKind } from './kind.js';
import { clf, clock, ctime, iso, slashed, spaced } from './times.js';

const request = ({ method, target }: Made) => `${method} ${target} HTTP/1.1`;
const httpShows = ['ip', 'method', 'path', 'status'] as const;

export const frameworks: readonly ReadKind[] = [
  {
    name: 'Gin',
    line: one =>
      `[GIN] ${slashed(one.time).replace(' ', ' - ')} | ${one.status} | ${`${one.ms}.5ms`.padStart(13)} | ${one.ip.padStart(15)} | ${one.method.padEnd(7)} "${one.target}"`,
    as: 'gin',
    shows: [...httpShows, 'ms'],
    but: one => ({ ms: Math.round(one.ms + 0.5) }),
  },
  {
    name: 'go-chi',
    line: one =>
      `${slashed(one.time)} [host/${idOf(one, 10)}-${String(one.at).padStart(6, '0')}] "${one.method} http://api.example.com${one.target} HTTP/1.1" from ${one.ip}:${one.port} - ${one.status} ${one.bytes}B in ${one.ms}.25ms`,
    as: 'go-chi',
    shows: [...httpShows, 'ms'],
  },
  {
    name: 'go-chi without an id',
    line: one =>
      `${slashed(one.time)} "${one.method} http://api.example.com${one.target} HTTP/1.1" from ${one.ip}:${one.port} - ${one.status} ${one.bytes}B in ${one.ms}.25ms`,
    as: 'go-chi',
    shows: [...httpShows, 'ms'],
  },
  {
    name: 'Gorilla (CombinedLoggingHandler)',
    line: one =>
      `${one.ip} - ${one.user} [${clf(one.time)}] "${request(one)}" ${one.status} ${one.bytes} "" "${one.agent}"`,
    as: 'combined',
    shows: ['account', ...httpShows, 'agent'],
  },
  {
    name: 'morgan combined',
    line: one =>
      `::ffff:${one.ip} - - [${clf(one.time)}] "${request(one)}" ${one.status} ${one.bytes} "-" "${one.agent}"`,
    as: 'combined',
    shows: [...httpShows, 'agent'],
  },
  {
    name: 'morgan common',
    line: one => `::1 - ${one.user} [${clf(one.time)}] "${request(one)}" ${one.status} ${one.bytes}`,
    as: 'combined',
    shows: ['account', ...httpShows],
    but: () => ({ ip: '::1' }),
  },
  {
    name: 'morgan short behind docker logs -t',
    line: one => `${iso(one.time)} ${one.ip} - ${request(one)} ${one.status} ${one.bytes} - ${one.ms}.250 ms`,
    as: 'morgan',
    shows: [...httpShows, 'ms'],
  },
  {
    name: 'morgan short with users, behind docker logs -t',
    line: one => `${iso(one.time)} ${one.ip} ${one.user} ${request(one)} ${one.status} ${one.bytes} - ${one.ms}.250 ms`,
    as: 'morgan',
    shows: ['account', ...httpShows, 'ms'],
  },
  {
    name: 'Uvicorn behind docker logs -t',
    line: one => `${iso(one.time)} INFO:     ${one.ip}:${one.port} - "${request(one)}" ${one.status} OK`,
    as: 'uvicorn-access',
    shows: httpShows,
  },
  {
    name: 'Gunicorn',
    line: one => `${one.ip} - - [${clf(one.time)}] "${request(one)}" ${one.status} ${one.bytes} "-" "${one.agent}"`,
    as: 'combined',
    shows: [...httpShows, 'agent'],
  },
  {
    name: 'Werkzeug (Flask)',
    line: one => `${one.ip} - - [${clf(one.time).slice(0, 20).replace(':', ' ')}] "${request(one)}" ${one.status} -`,
    as: 'combined',
    shows: httpShows,
  },
  {
    name: 'Werkzeug behind the logger of Python',
    line: one =>
      `INFO:werkzeug:${one.ip} - - [${clf(one.time).slice(0, 20).replace(':', ' ')}] "${request(one)}" ${one.status} -`,
    as: 'combined',
    shows: httpShows,
  },
  {
    name: 'Django runserver',
    line: one => `[${clf(one.time).slice(0, 20).replace(':', ' ')}] "${request(one)}" ${one.status} ${one.bytes}`,
    as: 'django-runserver',
    shows: ['method', 'path', 'status'],
  },
  {
    name: 'Rack, WEBrick, Unicorn',
    line: one =>
      `${one.ip} - ${one.user} [${clf(one.time)}] "${request(one)}" ${one.status} ${one.bytes} ${(one.ms / 1000).toFixed(4)}`,
    as: 'combined',
    shows: ['account', ...httpShows, 'ms'],
  },
  {
    name: 'Puma',
    line: one =>
      `${one.ip} - - [${clf(one.time)}] "${request(one)}" ${one.status} ${one.bytes} ${(one.ms / 1000).toFixed(4)}`,
    as: 'combined',
    shows: [...httpShows, 'ms'],
  },
  {
    name: 'aiohttp',
    line: one =>
      `INFO:aiohttp.access:${one.ip} [${clf(one.time)}] "${request(one)}" ${one.status} ${one.bytes} "-" "${one.agent}"`,
    as: 'combined',
    shows: [...httpShows, 'agent'],
  },
  {
    name: 'Twisted',
    line: one => `"${one.ip}" - - [${clf(one.time)}] "${request(one)}" ${one.status} ${one.bytes} "-" "${one.agent}"`,
    as: 'combined',
    shows: [...httpShows, 'agent'],
  },
  {
    name: 'Tornado, as Jupyter writes it',
    line: one =>
      `[I ${spaced(one.time)}.000 ServerApp] ${one.status} ${one.method} ${one.target} (${one.user}@${one.ip}) ${one.ms}.25ms`,
    as: 'tornado',
    shows: ['account', ...httpShows, 'ms'],
  },
  {
    name: 'Tomcat AccessLogValve',
    line: one => `${one.ip} - ${one.user} [${clf(one.time)}] "${request(one)}" ${one.status} ${one.bytes}`,
    as: 'combined',
    shows: ['account', ...httpShows],
  },
  {
    name: 'Jetty NCSA',
    line: one =>
      `${one.ip} - ${one.user} [${clf(one.time)}] "${request(one)}" ${one.status} ${one.bytes} "-" "${one.agent}" ${one.ms}`,
    as: 'combined',
    shows: ['account', ...httpShows, 'agent'],
  },
  {
    name: 'Undertow',
    line: one =>
      `${one.ip} - ${one.user} [${clf(one.time)}] "${request(one)}" ${one.status} ${one.bytes} "-" "${one.agent}"`,
    as: 'combined',
    shows: ['account', ...httpShows, 'agent'],
  },
  {
    name: 'Actix',
    line: one =>
      `[${iso(one.time)} INFO  actix_web::middleware::logger] ${one.ip} "${request(one)}" ${one.status} ${one.bytes} "-" "${one.agent}" ${(one.ms / 1000).toFixed(6)}`,
    as: 'actix',
    shows: [...httpShows, 'agent', 'ms'],
  },
  {
    name: 'Fiber behind docker logs -t',
    line: one =>
      `${iso(one.time)} ${clock(one.time)} | ${one.status} | ${`${one.ms}.5ms`.padStart(13)} | ${one.ip.padStart(15)} | ${one.method.padEnd(7)} | ${one.path} | -`,
    as: 'fiber',
    shows: [...httpShows, 'ms'],
    but: one => ({ ms: Math.round(one.ms + 0.5) }),
  },
  {
    name: 'Fiber with a TimeFormat that has the day',
    line: one =>
      `${iso(one.time)} | ${one.status} | ${`${one.ms}ms`.padStart(13)} | ${one.ip.padStart(15)} | ${one.method.padEnd(7)} | ${one.path} | -`,
    as: 'fiber',
    shows: [...httpShows, 'ms'],
  },
  {
    name: 'PHP, built-in server',
    line: one => `[${ctime(one.time)}] ${one.ip}:${one.port} [${one.status}]: ${one.method} ${one.target}`,
    as: 'php-server',
    shows: httpShows,
  },
  {
    name: 'Spring Cloud Gateway / Reactor Netty',
    line: one => `${one.ip} - ${one.user} [${clf(one.time)}] "${request(one)}" ${one.status} ${one.bytes} ${one.ms}`,
    as: 'combined',
    shows: ['account', ...httpShows],
  },
];

/** `261120` */
function day6({ time }: Made): string {
  return time.toISOString().slice(2, 10).replaceAll('-', '');
}

/** `261120/081530.000` */
function compact(one: Made): string {
  return `${day6(one)}/${clock(one.time).replaceAll(':', '')}.000`;
}

const noTime = /docker logs -t/;

export const untimed: readonly ToldKind[] = [
  {
    name: 'morgan dev',
    line: one => `${one.method} ${one.target} ${one.status} ${one.ms}.250 ms - ${one.bytes}`,
    told: noTime,
  },
  {
    name: 'morgan tiny',
    line: one => `${one.method} ${one.target} ${one.status} ${one.bytes} - ${one.ms}.250 ms`,
    told: noTime,
  },
  {
    name: 'morgan dev, with colours',
    line: one =>
      `\u001b[0m${one.method} ${one.target} \u001b[32m${one.status}\u001b[0m ${one.ms}.250 ms - ${one.bytes}\u001b[0m`,
    told: noTime,
  },
  {
    name: 'morgan short',
    line: one => `${one.ip} - ${request(one)} ${one.status} ${one.bytes} - ${one.ms}.250 ms`,
    told: noTime,
  },
  {
    name: 'Koa logger',
    line: one => `  --> ${one.method} ${one.target} ${one.status} ${one.ms}ms ${one.bytes}b`,
    told: noTime,
  },
  {
    name: 'Uvicorn',
    line: one => `INFO:     ${one.ip}:${one.port} - "${request(one)}" ${one.status} OK`,
    told: noTime,
  },
  {
    name: 'Fiber with the time of day alone',
    line: one =>
      `${clock(one.time)} | ${one.status} | ${`${one.ms}.5ms`.padStart(13)} | ${one.ip.padStart(15)} | ${one.method.padEnd(7)} | ${one.path} | -`,
    told: noTime,
  },
  {
    name: 'Play (filter of its documentation) with Logback',
    line: one =>
      `${spaced(one.time)},000 [info] access - method=${one.method} uri=${one.target} remote-address=${one.ip} status=${one.status}`,
    told: /log of a program/,
  },
  {
    name: 'Fiber in a form of its own',
    line: one => `[${clf(one.time).slice(0, 20)}] ${one.ip} ${one.status} - ${one.method} ${one.path} ${one.ms}ms`,
    told: /requests in a form of their own.*--propose/s,
  },
  {
    name: 'Tornado, with the dates of its own',
    line: one =>
      `[I ${day6(one)} ${clock(one.time)} web:2246] ${one.status} ${one.method} ${one.target} (${one.ip}) ${one.ms}.25ms`,
    told: /requests in a form of their own/,
  },
  {
    name: 'Hapi good-console',
    line: one =>
      `${compact(one)}, [response] http://h1:3000: ${one.method.toLowerCase()} ${one.path} {} ${one.status} (${one.ms}ms)`,
    told: /--propose/,
  },
  {
    name: 'ASP.NET Core, console',
    line: one =>
      `info: Microsoft.AspNetCore.Hosting.Diagnostics[2]\n      Request finished HTTP/1.1 ${one.method} http://api.example.com${one.target} - ${one.status} - - ${one.ms}.25ms`,
    told: /fits no known|time/,
  },
  {
    name: 'Rails',
    line: one =>
      `Started ${one.method} "${one.path}" for ${one.ip} at ${spaced(one.time)} +0000\nProcessing by ChatController#create as JSON\nCompleted ${one.status} OK in ${one.ms}ms (Views: 0.2ms)\n`,
    told: /fits no known/,
  },
  {
    name: 'Laravel',
    line: one => `[${spaced(one.time)}] production.INFO: chat of ${one.user} {"ip":"${one.ip}","user":"${one.user}"}`,
    noted: /nothing shows that these records are requests/,
  },
  {
    name: 'Celery',
    line: one =>
      `[${spaced(one.time)},123: INFO/MainProcess] Task api.tasks.chat[${idOf(one)}] succeeded in 0.${one.ms}s: None`,
    told: /log of a program/,
  },
  {
    name: 'IIS log file format, by commas',
    line: one =>
      `${one.ip}, ${one.user}, 11/20/2026, ${clock(one.time)}, W3SVC2, SERVER, 10.0.0.9, ${one.ms}, 163, ${one.bytes}, ${one.status}, 0, ${one.method}, ${one.path}, -,`,
    told: /fits no known log format/,
  },
  {
    name: 'Rocket',
    line: one =>
      `GET ${one.path} application/json:\n   >> Matched: (chat) POST /v1/chat\n   >> Outcome: Success\n   >> Response succeeded.`,
    told: /fits no known log format/,
  },
  {
    name: 'Phoenix',
    line: one =>
      `${clock(one.time)}.000 request_id=${idOf(one, 20)} [info] ${one.method} ${one.path}\n${clock(one.time)}.000 request_id=${idOf(one, 20)} [info] Sent ${one.status} in ${one.ms}ms`,
    told: /log of a program/,
  },
];
