/** Lines of text that servers and load balancers write. */
import { lines } from '../framing.mjs';
import { clfTime, clockOf, dateOf, digest, iso } from '../request.mjs';

const hostOf = ip => (ip.includes(':') ? `[${ip}]` : ip);
const seconds = ms => (ms / 1000).toFixed(3);

const iisFields =
  'date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) ' +
  'sc-status sc-substatus sc-win32-status sc-bytes cs-bytes time-taken';
const cloudFrontFields =
  'date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) ' +
  'cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken ' +
  'x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status ' +
  'fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len ' +
  'sc-range-start sc-range-end';
const zeekFields =
  'ts uid id.orig_h id.orig_p id.resp_h id.resp_p trans_depth method host uri user_agent request_body_len ' +
  'response_body_len status_code username';
const zeekHead = [
  '#separator \\x09',
  '#set_separator\t,',
  '#empty_field\t(empty)',
  '#unset_field\t-',
  '#path\thttp',
  `#fields\t${zeekFields.replaceAll(' ', '\t')}`,
];

export const text = [
  {
    name: 'combined',
    description: null,
    file: 'log.txt',
    frame: lines(),
    carries: ['time', 'account', 'ip', 'userAgent', 'method', 'path', 'status', 'bytesOut'],
    record: r =>
      `${r.ip} - ${r.account} [${clfTime(r.time)} +0000] "POST ${r.path} HTTP/1.1" ${r.status} ${r.bytesOut} "-" "${r.userAgent}"`,
  },
  {
    name: 'common',
    description: null,
    file: 'log.txt',
    frame: lines(),
    carries: ['time', 'account', 'ip', 'method', 'path', 'status', 'bytesOut'],
    record: r =>
      `${r.ip} - ${r.account} [${clfTime(r.time)} +0000] "POST ${r.path} HTTP/1.1" ${r.status} ${r.bytesOut}`,
  },
  {
    name: 'traefik-clf',
    description: null,
    file: 'log.txt',
    frame: lines(),
    carries: ['time', 'account', 'ip', 'userAgent', 'method', 'path', 'status', 'bytesOut'],
    record: r =>
      `${r.ip} - ${r.account} [${clfTime(r.time)} +0000] "POST ${r.path} HTTP/1.1" ${r.status} ${r.bytesOut} "-" "${r.userAgent}" ` +
      `${r.number} "api@docker" "http://192.0.2.80:8000" ${r.latency}ms`,
  },
  {
    name: 'iis',
    file: 'log.txt',
    frame: lines(['#Software: Microsoft Internet Information Services 10.0', '#Version: 1.0', `#Fields: ${iisFields}`]),
    carries: ['time', 'account', 'ip', 'userAgent', 'method', 'path', 'status', 'latency', 'bytesIn', 'bytesOut'],
    record: r =>
      `${dateOf(r.time)} ${clockOf(r.time)} 192.0.2.80 POST ${r.path} - 443 ${r.account} ${r.ip} ` +
      `${r.userAgent.replaceAll(' ', '+')} - ${r.status} 0 0 ${r.bytesOut} ${r.bytesIn} ${r.latency}`,
  },
  {
    name: 'cloudfront',
    file: 'log.txt',
    frame: lines(['#Version: 1.0', `#Fields: ${cloudFrontFields}`]),
    carries: ['time', 'ip', 'userAgent', 'method', 'path', 'status', 'latency', 'bytesIn', 'bytesOut'],
    record: r =>
      [
        ...[
          dateOf(r.time),
          clockOf(r.time),
          'SIN2-C1',
          r.bytesOut,
          r.ip,
          'POST',
          'd1.cloudfront.example',
          r.path,
          r.status,
        ],
        ...[
          '-',
          encodeURIComponent(r.userAgent),
          '-',
          '-',
          'Miss',
          digest(r.id),
          'api.example.test',
          'https',
          r.bytesIn,
        ],
        ...[
          seconds(r.latency),
          '-',
          'TLSv1.3',
          'TLS_AES_128_GCM_SHA256',
          'Miss',
          'HTTP/2.0',
          '-',
          '-',
          51_312,
          '0.120',
        ],
        ...['Miss', 'application/json', '-', '-', '-'],
      ].join('\t'),
  },
  {
    name: 'aws-alb',
    file: 'log.txt',
    frame: lines(),
    carries: ['time', 'ip', 'userAgent', 'method', 'path', 'status', 'latency', 'bytesIn', 'bytesOut'],
    // The first time is when the answer was sent; the request came at `creation_time`, further right.
    record: r =>
      `https ${iso(r.time + r.latency).slice(0, 23)}000Z app/lb/50dc ${hostOf(r.ip)}:2817 192.0.2.80:80 0.001 ${seconds(r.latency - 1)} 0.000 ` +
      `${r.status} ${r.status} ${r.bytesIn} ${r.bytesOut} "POST https://api.example.test:443${r.path} HTTP/2.0" "${r.userAgent}" ` +
      `TLS_AES_128_GCM_SHA256 TLSv1.3 arn:tg "Root=1-${digest(r.id)}" "api.example.test" "arn:cert" 0 ` +
      `${iso(r.time).slice(0, 23)}000Z "forward" "-" "-" "192.0.2.80:80" "${r.status}" "-" "-" TID_${digest(r.id)} "-" "-" "-"`,
  },
  {
    name: 'aws-elb-classic',
    file: 'log.txt',
    frame: lines(),
    carries: ['time', 'ip', 'userAgent', 'method', 'path', 'status', 'latency', 'bytesIn', 'bytesOut'],
    record: r =>
      `${iso(r.time).slice(0, 23)}000Z my-elb ${hostOf(r.ip)}:2817 192.0.2.80:80 0.000 ${seconds(r.latency)} 0.000 ${r.status} ${r.status} ` +
      `${r.bytesIn} ${r.bytesOut} "POST https://api.example.test:443${r.path} HTTP/1.1" "${r.userAgent}" ` +
      'ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2',
  },
  {
    name: 'squid',
    file: 'log.txt',
    frame: lines(),
    carries: ['time', 'account', 'ip', 'method', 'path', 'status', 'latency', 'bytesOut'],
    record: r =>
      `${seconds(r.time)} ${String(r.latency).padStart(6)} ${r.ip} TCP_MISS/${r.status} ${r.bytesOut} POST ` +
      `https://api.example.test${r.path} ${r.account} HIER_DIRECT/192.0.2.80 application/json`,
  },
  {
    name: 'haproxy-http',
    file: 'log.txt',
    frame: lines(),
    carries: ['time', 'ip', 'method', 'path', 'status', 'latency', 'bytesOut'],
    record: r =>
      `Nov 20 ${clockOf(r.time)} lb haproxy[9]: ${r.ip}:51312 [${clfTime(r.time)}.${iso(r.time).slice(20, 23)}] fe~ be/s1 ` +
      `0/0/1/${r.latency - 10}/${r.latency} ${r.status} ${r.bytesOut} - - ---- 9/9/1/1/0 0/0 "POST ${r.path} HTTP/1.1"`,
  },
  {
    name: 'envoy-text',
    description: null,
    file: 'log.txt',
    frame: lines(),
    carries: ['time', 'ip', 'userAgent', 'method', 'path', 'status', 'latency', 'bytesIn', 'bytesOut'],
    record: r =>
      `[${iso(r.time)}] "POST ${r.path} HTTP/2" ${r.status} - ${r.bytesIn} ${r.bytesOut} ${r.latency} ${r.latency - 5} ` +
      `"${r.ip}" "${r.userAgent}" "${digest(r.id)}" "api.example.test" "192.0.2.80:80"`,
  },
  {
    name: 'zeek-http',
    file: 'log.txt',
    frame: lines(zeekHead),
    carries: ['time', 'account', 'ip', 'userAgent', 'method', 'path', 'status', 'bytesIn', 'bytesOut'],
    record: r =>
      [
        ...[
          (r.time / 1000).toFixed(6),
          `C${digest(r.id)}`,
          r.ip,
          51_312,
          '192.0.2.80',
          80,
          1,
          'POST',
          'api.example.test',
        ],
        ...[r.path, r.userAgent, r.bytesIn, r.bytesOut, r.status, r.account],
      ].join('\t'),
  },
  {
    name: 'heroku-router',
    file: 'log.txt',
    frame: lines(),
    carries: ['time', 'ip', 'method', 'path', 'status', 'latency', 'bytesOut'],
    record: r =>
      `${iso(r.time).slice(0, 23)}000+00:00 heroku[router]: at=info method=POST path="${r.path}" host=api.example.test ` +
      `request_id=${digest(r.id)} fwd="${r.ip}" dyno=web.1 connect=1ms service=${r.latency}ms status=${r.status} ` +
      `bytes=${r.bytesOut} protocol=https`,
  },
];
