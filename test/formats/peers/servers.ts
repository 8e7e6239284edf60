/** Access logs of web servers and proxies, as Matomo, GoAccess, lnav and CrowdSec list them. */
import { idOf, type Made, type ReadKind } from './kind.js';
import { clf, clock, ctime, day, iso, seconds, spaced, syslog } from './times.js';

const request = ({ method, target }: Made) => `${method} ${target} HTTP/1.1`;
const common = (one: Made) => `${one.ip} - ${one.user} [${clf(one.time)}] "${request(one)}" ${one.status} ${one.bytes}`;
const extended = (one: Made) => `${common(one)} "https://www.example.com/" "${one.agent}"`;

const commonShows = ['account', 'ip', 'method', 'path', 'status'] as const;
const combinedShows = [...commonShows, 'agent'] as const;

export const classic: readonly ReadKind[] = [
  { name: 'Matomo common, GoAccess COMMON', line: common, as: 'combined', shows: commonShows },
  { name: 'Matomo ncsa_extended, GoAccess COMBINED', line: extended, as: 'combined', shows: combinedShows },
  {
    name: 'Matomo common_vhost, GoAccess VCOMMON',
    line: one => `www.example.com ${common(one)}`,
    as: 'combined',
    shows: commonShows,
  },
  {
    name: 'Matomo common_complete, GoAccess VCOMBINED',
    line: one => `www.example.com:443 ${extended(one)}`,
    as: 'combined',
    shows: combinedShows,
  },
  {
    name: 'Matomo icecast2: seconds listened behind the agent',
    line: one => `${extended(one)} ${one.ms}`,
    as: 'combined',
    shows: combinedShows,
  },
  {
    name: 'Matomo ovh: virtual host in place of the ident',
    line: one => extended(one).replace(' - ', ' www.example.com '),
    as: 'combined',
    shows: combinedShows,
  },
  {
    name: 'nginx without users',
    line: one => extended(one).replace(one.user, '-'),
    as: 'combined',
    shows: ['ip', 'method', 'path', 'status', 'agent'],
  },
  {
    name: 'Apache, in a zone east of Greenwich',
    line: one => extended(one).replace(clf(one.time), clf(one.time, 2)),
    as: 'combined',
    shows: combinedShows,
  },
  {
    name: 'Apache, in a zone west of Greenwich',
    line: one => extended(one).replace(clf(one.time), clf(one.time, -8)),
    as: 'combined',
    shows: combinedShows,
  },
  {
    name: 'users of several words',
    line: one => extended(one).replace(one.user, fullName(one)),
    as: 'combined',
    shows: combinedShows,
    but: one => ({ account: fullName(one) }),
  },
  {
    name: 'users of several words, of which each has as many',
    line: one => extended(one).replace(one.user, bothNames(one)),
    as: 'combined',
    shows: combinedShows,
    but: one => ({ account: bothNames(one) }),
  },
  {
    name: 'users of several words behind a virtual host',
    line: one => `www.example.com ${extended(one).replace(one.user, fullName(one))}`,
    as: 'combined',
    shows: combinedShows,
    but: one => ({ account: fullName(one) }),
  },
  {
    name: 'Windows users',
    line: one => extended(one).replace(one.user, `CORP\\${one.user}`),
    as: 'combined',
    shows: combinedShows,
    but: one => ({ account: `CORP\\${one.user}` }),
  },
  {
    name: 'Apache with microseconds (%D)',
    line: one => `${extended(one)} ${one.ms * 1000}`,
    as: 'combined',
    shows: combinedShows,
  },
  {
    name: 'nginx with request_time',
    line: one => `${extended(one)} ${(one.ms / 1000).toFixed(3)}`,
    as: 'combined',
    shows: [...combinedShows, 'ms'],
  },
  {
    name: 'GoAccess TRAEFIKCLF, CrowdSec traefik',
    line: one => `${extended(one)} ${one.at + 1} "api@docker" "http://10.0.0.5:80" ${one.ms}ms`,
    as: 'combined',
    shows: [...combinedShows, 'ms'],
  },
  {
    name: 'CrowdSec nginx: ingress controller',
    line: one =>
      `${extended(one)} 512 ${(one.ms / 1000).toFixed(3)} [default-api-80] [] 10.0.0.5:80 ${one.bytes} ${(one.ms / 1000).toFixed(3)} ${one.status} ${idOf(one)}`,
    as: 'combined',
    shows: [...combinedShows, 'ms'],
  },
  {
    name: 'CrowdSec litespeed: whole lines in quotes',
    line: one =>
      `"${one.ip} - ${one.user} [${clf(one.time)}] "${request(one)}" ${one.status} ${one.bytes} "-" "${one.agent}"`,
    as: 'combined',
    shows: combinedShows,
  },
  {
    name: 'CrowdSec litespeed: the address in quotes',
    line: one => extended(one).replace(one.ip, `"${one.ip}"`),
    as: 'combined',
    shows: combinedShows,
  },
  {
    name: 'Matomo gandi: seconds before the request',
    line: one => `www.example.com ${extended(one).replace('] "', '] (3s) "')}`,
    as: 'gandi',
    shows: [...combinedShows, 'ms'],
    but: () => ({ ms: 3000 }),
  },
];

/** As many words for each. */
function bothNames({ at }: Made): string {
  return ['John Smith', 'John Miller', 'Zoë O’Neill'][at % 3] as string;
}

function fullName({ at }: Made): string {
  return ['John Smith', 'Mary Ann Evans', 'root'][at % 3] as string;
}

export const proxies: readonly ReadKind[] = [
  {
    name: 'GoAccess SQUID',
    line: one =>
      `${seconds(one.time)}.000 ${String(one.ms).padStart(6)} ${one.ip} TCP_MISS/${one.status} ${one.bytes} ${one.method} http://api.example.com${one.target} ${one.user} HIER_DIRECT/10.0.0.5 text/html`,
    as: 'squid',
    shows: [...commonShows, 'ms'],
    but: one => ({ path: `http://api.example.com${one.path}` }),
  },
  {
    name: 'lnav and Matomo haproxy',
    line: one =>
      `${syslog(one.time)} lb1 haproxy[1449]: ${one.ip}:${one.port} [${clf(one.time).slice(0, 20)}.000] www~ api/app2 10/0/5/${one.ms}/${one.ms} ${one.status} ${one.bytes} - - ---- 1/1/0/0/0 0/0 "${request(one)}"`,
    as: 'haproxy-http',
    shows: ['ip', 'method', 'path', 'status', 'ms'],
  },
  {
    name: 'GoAccess AWSALB, lnav alb_log',
    line: one =>
      `https ${iso(one.time).replace('Z', '.000000Z')} app/api/50dc6c495c0c9188 ${one.ip}:${one.port} 10.0.0.1:80 0.000 ${(one.ms / 1000).toFixed(3)} 0.000 ${one.status} ${one.status} 34 ${one.bytes} "${one.method} https://api.example.com:443${one.target} HTTP/1.1" "${one.agent}" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/api/73e2d6bc24d8a067 "Root=1-58337364-23a8c76965a2ef7629b185e1" "api.example.com" "-" 0 ${iso(one.time).replace('Z', '.000000Z')} "forward" "-" "-" "10.0.0.1:80" "200" "-" "-"`,
    as: 'aws-alb',
    shows: ['ip', 'method', 'path', 'status', 'agent', 'ms'],
  },
  {
    name: 'Matomo elb, GoAccess AWSELB',
    line: one =>
      `${iso(one.time).replace('Z', '.000000Z')} my-elb ${one.ip}:${one.port} 10.0.0.1:80 0.000 ${(one.ms / 1000).toFixed(3)} 0.000 ${one.status} ${one.status} 0 ${one.bytes} "${one.method} http://api.example.com:80${one.target} HTTP/1.1" "${one.agent}" - -`,
    as: 'aws-elb-classic',
    shows: ['ip', 'method', 'path', 'status', 'agent', 'ms'],
    but: one => ({ path: `http://api.example.com:80${one.path}` }),
  },
  {
    name: 'Matomo s3, GoAccess AWSS3, lnav s3_log',
    line: one =>
      `79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be my-bucket [${clf(one.time)}] ${one.ip} arn:aws:iam::123456789012:user/${one.user} ${idOf(one, 16).toUpperCase()} REST.${one.method}.OBJECT a%2520b.json "${request(one)}" ${one.status} - ${one.bytes} ${one.bytes} ${one.ms} 10 "-" "${one.agent}" - s9lzHYrFp76ZVxRcpX9+5cjAnEH2ROuNkd2BHfIa6UkFVdtjf5mKR3/eTPFvsiP/XV/VLi31234= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader my-bucket.s3.us-west-1.amazonaws.com TLSv1.2 - -`,
    as: 'aws-s3',
    shows: [...combinedShows, 'ms'],
    but: one => ({ account: `arn:aws:iam::123456789012:user/${one.user}` }),
  },
  {
    name: 'AWS S3, older: nothing behind the version id',
    line: one =>
      `79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be my-bucket [${clf(one.time)}] ${one.ip} - ${idOf(one, 16).toUpperCase()} REST.GET.VERSIONING - "${request(one)}" ${one.status} NoSuchKey 297 - ${one.ms} - "-" "${one.agent}" -`,
    as: 'aws-s3',
    shows: ['ip', 'method', 'path', 'status', 'agent', 'ms'],
  },
  {
    name: 'GoAccess CLOUDFRONT, Matomo amazon_cloudfront',
    head: [
      '#Version: 1.0',
      '#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken',
    ],
    line: one =>
      [day(one.time), clock(one.time), 'FRA2-C1', one.bytes, one.ip, one.method, 'd1.cloudfront.net', one.path]
        .concat([one.status, '-', one.agent.replaceAll(' ', '%20'), one.target.split('?')[1] ?? '-', '-', 'Miss'])
        .concat([idOf(one), 'api.example.com', 'https', 712, (one.ms / 1000).toFixed(3)])
        .join('\t'),
    as: 'cloudfront',
    shows: ['ip', 'method', 'path', 'status', 'agent', 'ms'],
  },
  {
    name: 'Matomo iis',
    head: [
      '#Software: Microsoft Internet Information Services 10.0',
      '#Version: 1.0',
      '#Date: 2026-11-20 08:15:30',
      '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken',
    ],
    line: one =>
      `${spaced(one.time)} 10.0.0.9 ${one.method} ${one.path} ${one.target.split('?')[1] ?? '-'} 443 ${one.user} ${one.ip} ${one.agent.replaceAll(' ', '+')} - ${one.status} 0 0 ${one.ms}`,
    as: 'iis',
    shows: [...combinedShows, 'ms'],
  },
  {
    name: 'Matomo w3c_extended, GoAccess W3C',
    head: ['#Version: 1.0', '#Fields: date time c-ip cs-method cs-uri-stem sc-status sc-bytes cs(User-Agent)'],
    line: one =>
      `${spaced(one.time)} ${one.ip} ${one.method} ${one.path} ${one.status} ${one.bytes} ${one.agent.replaceAll(' ', '+')}`,
    as: 'w3c',
    shows: ['ip', 'method', 'path', 'status', 'agent'],
  },
  {
    name: 'Matomo incapsula_w3c: values in quotes',
    head: [
      '#Software: Incapsula LOGS API',
      '#Version: 1.1',
      '#Fields: date time cs-vid cs-clapp c-ip cs-uri-query cs-uri cs-method sc-status cs(User-Agent) sc-bytes',
    ],
    line: one =>
      [day(one.time), clock(one.time), idOf(one), 'Browser', one.ip, '', one.path, one.method, one.status, one.agent]
        .concat([one.bytes])
        .map(value => `"${value}"`)
        .join(' '),
    as: 'w3c',
    shows: ['ip', 'method', 'path', 'status', 'agent'],
  },
  {
    name: 'Matomo shoutcast',
    head: [
      '#Software: SHOUTcast',
      '#Version: 1.9.8',
      '#Fields: c-ip c-dns date time cs-uri-stem c-status cs(User-Agent) sc-bytes x-duration avgbandwidth',
    ],
    line: one =>
      `${one.ip} host.example.net ${spaced(one.time)} ${one.path} ${one.status} ${one.agent.replaceAll(' ', '%20')} ${one.bytes} ${one.ms} 120`,
    as: 'shoutcast',
    shows: ['ip', 'path', 'status', 'agent', 'ms'],
    but: one => ({ ms: one.ms * 1000 }),
  },
  {
    name: 'GoAccess CLOUDSTORAGE',
    head: [
      '"time_micros","c_ip","c_ip_type","c_ip_region","cs_method","cs_uri","sc_status","cs_bytes","sc_bytes","time_taken_micros","cs_host","cs_referer","cs_user_agent","s_request_id","cs_operation","cs_bucket","cs_object"',
    ],
    line: one =>
      `"${one.time.getTime()}000","${one.ip}","1","","${one.method}","${one.target}","${one.status}","0","${one.bytes}","${one.ms * 1000}","storage.googleapis.com","","${one.agent}","${idOf(one)}","GET_Object","my-bucket","a.json"`,
    as: 'csv',
    shows: ['ip', 'method', 'path', 'status', 'agent', 'ms'],
  },
  {
    name: 'CrowdSec nginx-proxy-manager',
    line: one =>
      `[${clf(one.time)}] - ${one.status} ${one.status} - ${one.method} https api.example.com "${one.target}" [Client ${one.ip}] [Length ${one.bytes}] [Gzip -] [Sent-to 10.0.0.5] "${one.agent}" "-"`,
    as: 'proxy-manager',
    shows: ['ip', 'method', 'path', 'status', 'agent'],
  },
  {
    name: 'Envoy, as Istio writes it',
    line: one =>
      `[${iso(one.time).replace('Z', '.000Z')}] "${request(one)}" ${one.status} - via_upstream - "-" 12 ${one.bytes} ${one.ms} ${one.ms - 1} "${one.ip}" "${one.agent}" "${idOf(one)}" "api.example.com" "10.0.0.5:80" outbound|80||api 10.0.0.4:54321 10.0.0.3:8080 ${one.ip}:0 - default`,
    as: 'envoy',
    shows: ['ip', 'method', 'path', 'status', 'agent', 'ms'],
  },
  {
    name: 'Heroku router',
    line: one =>
      `${iso(one.time).replace('Z', '.000000+00:00')} heroku[router]: at=info method=${one.method} path="${one.target}" host=api.example.com request_id=${idOf(one)} fwd="${one.ip}" dyno=web.1 connect=1ms service=${one.ms}ms status=${one.status} bytes=${one.bytes} protocol=https`,
    as: 'heroku-router',
    shows: ['ip', 'method', 'path', 'status', 'ms'],
  },
  {
    name: 'lnav uwsgi_log',
    line: one =>
      `[pid: 24386|app: 0|req: ${one.at + 1}/${one.at + 5}] ${one.ip} (${one.user}) {44 vars in 1028 bytes} [${ctime(one.time)}] ${one.method} ${one.target} => generated ${one.bytes} bytes in ${one.ms} msecs (HTTP/1.1 ${one.status}) 2 headers in 71 bytes (1 switches on core 0)`,
    as: 'uwsgi',
    shows: [...commonShows, 'ms'],
  },
  {
    name: 'lnav cups access_log',
    line: one =>
      `${one.ip} - ${one.user} [${clf(one.time)}] "POST /ipp/print HTTP/1.1" 200 ${one.bytes} Create-Job successful-ok`,
    as: 'combined',
    shows: commonShows,
    but: () => ({ method: 'POST', path: '/ipp/print', status: 200 }),
  },
  {
    name: 'lnav zeek_http_log',
    head: [
      '#separator \\x09',
      '#set_separator\t,',
      '#empty_field\t(empty)',
      '#unset_field\t-',
      '#path\thttp',
      '#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tmethod\thost\turi\tuser_agent\tstatus_code\tusername',
      '#types\ttime\tstring\taddr\tport\taddr\tport\tstring\tstring\tstring\tstring\tcount\tstring',
    ],
    line: one =>
      [`${seconds(one.time)}.000000`, `C${idOf(one, 16)}`, one.ip, one.port, '10.0.0.5', 80, one.method]
        .concat(['api.example.com', one.target, one.agent, one.status, one.user])
        .join('\t'),
    as: 'zeek-http',
    shows: combinedShows,
  },
  {
    name: 'Varnish (varnishncsa)',
    line: one =>
      `${one.ip} - ${one.user} [${clf(one.time)}] "${one.method} http://api.example.com${one.target} HTTP/1.1" ${one.status} ${one.bytes} "-" "${one.agent}"`,
    as: 'combined',
    shows: combinedShows,
    but: one => ({ path: `http://api.example.com${one.path}` }),
  },
];
