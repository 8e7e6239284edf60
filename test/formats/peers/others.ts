/** Logs that are no access logs, as lnav and CrowdSec list them: none of them may be read as requests in silence. */
import { idOf, type Made, type ToldKind } from './kind.js';
import { clf, clock, ctime, iso, seconds, slashed, spaced, syslog } from './times.js';

const ms = (one: Made) => `${spaced(one.time)},${String(one.ms).padStart(3, '0')}`;

/** What a refusal, or a problem of the run, says. */
const systemLog = /looks like messages of a system log.*journalctl -u UNIT/s;
const program = /looks like the log of a program.*access log/s;
const unknown = /fits no known log format.*formats --propose/s;
const nobody = /only the time of requests is understood.*--map account=/s;

/** Error logs of servers. */
export const errorLogs: readonly ToldKind[] = [
  {
    name: 'nginx error log',
    line: one =>
      `${slashed(one.time)} [error] 7#7: *${one.at + 1} open() "/var/www${one.path}" failed (2: No such file or directory), client: ${one.ip}, server: _, request: "${one.method} ${one.target} HTTP/1.1", host: "api.example.com"`,
    told: /error log.*access/is,
  },
  {
    name: 'Apache 2.4 error log',
    line: one =>
      `[${ctime(one.time).replace(/ (\d{4})$/, '.123456 $1')}] [core:error] [pid 7:tid 140] [client ${one.ip}:${one.port}] AH00128: File does not exist: /var/www${one.path}`,
    told: /error log.*access/is,
  },
  {
    name: 'Apache 2.2 error log',
    line: one => `[${ctime(one.time)}] [error] [client ${one.ip}] File does not exist: /var/www${one.path}`,
    told: /error log.*access/is,
  },
  {
    name: 'CrowdSec modsecurity (Apache)',
    line: one =>
      `[${ctime(one.time).replace(/ (\d{4})$/, '.123456 $1')}] [:error] [pid 7] [client ${one.ip}:${one.port}] [client ${one.ip}] ModSecurity: Warning. Matched phrase "sqlmap" at REQUEST_HEADERS:User-Agent. [file "/etc/modsecurity/a.conf"] [line "47"] [id "913100"] [hostname "api.example.com"] [uri "${one.path}"] [unique_id "${idOf(one, 27)}"]`,
    told: /error log.*access/is,
  },
  {
    name: 'lnav cups error_log',
    line: one =>
      `I [${clf(one.time)}] [Job ${one.at + 1}] Started filter /usr/lib/cups/filter/pdftops (PID 7${one.at})`,
    told: unknown,
  },
  {
    name: 'PHP-FPM',
    line: one =>
      `[${clf(one.time).slice(0, 20).replaceAll('/', '-').replace(':', ' ')}] WARNING: [pool www] child 7${one.at} said into stderr: "NOTICE: PHP message: hello"`,
    told: program,
  },
  {
    name: 'CrowdSec litespeed error log',
    line: one =>
      `${spaced(one.time)}.123456 [INFO] [7] [${one.ip}:${one.port}:HTTP2-1#api] [STDERR] PHP Notice: Undefined index`,
    told: program,
  },
];

/** Logins and mail. */
export const services: readonly ToldKind[] = [
  {
    name: 'lnav syslog',
    line: one => `${syslog(one.time)} h1 systemd[1]: Started Session ${one.at} of user ${one.user}.`,
    told: systemLog,
  },
  {
    name: 'CrowdSec sshd',
    line: one =>
      `${syslog(one.time)} h1 sshd[7${one.at}]: Failed password for invalid user ${one.user} from ${one.ip} port ${one.port} ssh2`,
    told: systemLog,
  },
  {
    name: 'sshd, ISO times',
    line: one =>
      `${iso(one.time)} h1 sshd[7${one.at}]: Accepted publickey for ${one.user} from ${one.ip} port ${one.port} ssh2: ED25519 SHA256:abc`,
    told: systemLog,
  },
  {
    name: 'lnav sudo',
    line: one =>
      `${syslog(one.time)} h1 sudo: ${one.user} : TTY=pts/0 ; PWD=/home/${one.user} ; USER=root ; COMMAND=/bin/ls`,
    told: systemLog,
  },
  {
    name: 'CrowdSec postfix',
    line: one =>
      `${syslog(one.time)} h1 postfix/smtpd[7${one.at}]: NOQUEUE: reject: RCPT from unknown[${one.ip}]: 554 5.7.1 <${one.user}@example.com>: Relay access denied; from=<a@b> to=<c@d> proto=ESMTP helo=<x>`,
    told: systemLog,
  },
  {
    name: 'CrowdSec dovecot',
    line: one =>
      `${syslog(one.time)} h1 dovecot: imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<${one.user}>, method=PLAIN, rip=${one.ip}, lip=10.0.0.1, TLS, session=<${idOf(one, 12)}>`,
    told: systemLog,
  },
  {
    name: 'CrowdSec vsftpd',
    line: one => `${ctime(one.time)} [pid 7${one.at}] [${one.user}] FAIL LOGIN: Client "${one.ip}"`,
    told: unknown,
  },
  {
    name: 'vsftpd xferlog',
    line: one => `${ctime(one.time)} 1 ${one.ip} ${one.bytes} /srv/ftp/a.txt b _ o r ${one.user} ftp 0 * c`,
    told: unknown,
  },
  {
    name: 'CrowdSec asterisk',
    line: one =>
      `[${syslog(one.time)}] NOTICE[7] chan_sip.c: Registration from '"${one.user}" <sip:${one.user}@10.0.0.1>' failed for '${one.ip}:${one.port}' - Wrong password`,
    told: program,
  },
  {
    name: 'CrowdSec smb',
    line: one =>
      `  Auth: [SMB2,(null)] user [WORKGROUP]\\[${one.user}] at [${ctime(one.time).replace(' 2026', '.123456 2026 UTC')}] with [NTLMv2] status [NT_STATUS_WRONG_PASSWORD] workstation [W1] remote host [ipv4:${one.ip}:${one.port}] mapped to [WORKGROUP]\\[${one.user}]. local host [ipv4:10.0.0.1:445]`,
    told: unknown,
  },
  {
    name: 'CrowdSec mysql',
    line: one =>
      `${iso(one.time).replace('Z', '.123456Z')} ${one.at + 7} [Note] [MY-010926] [Server] Access denied for user '${one.user}'@'${one.ip}' (using password: YES)`,
    told: program,
  },
  {
    name: 'MySQL general log',
    line: one =>
      `${iso(one.time).replace('Z', '.123456Z')}\t   ${one.at + 7} Query\tselect * from t where user = '${one.user}'`,
    told: nobody,
  },
  {
    name: 'MySQL slow log',
    line: one =>
      `# Time: ${iso(one.time).replace('Z', '.123456Z')}\n# User@Host: ${one.user}[${one.user}] @  [${one.ip}]  Id: ${one.at + 7}\n# Query_time: 2.000000  Lock_time: 0.000000 Rows_sent: 1  Rows_examined: 9\nSET timestamp=${seconds(one.time)};\nselect sleep(2);`,
    told: unknown,
  },
  {
    name: 'CrowdSec pgsql, lnav postgres',
    line: one =>
      `${spaced(one.time)}.123 UTC [7${one.at}] ${one.user}@db FATAL:  password authentication failed for user "${one.user}"`,
    told: program,
  },
  {
    name: 'PostgreSQL csvlog',
    line: one =>
      `${spaced(one.time)}.123 UTC,"${one.user}","db",7${one.at},"${one.ip}:${one.port}",${idOf(one, 8)}.7,1,"SELECT",${spaced(one.time)} UTC,3/10,0,LOG,00000,"duration: 1.2 ms  statement: select 1",,,,,,,,,"psql","client backend",,0`,
    told: /its records are no requests/,
  },
  {
    name: 'lnav vpostgres',
    line: one => `${spaced(one.time)}.123 UTC ${idOf(one, 8)}.7 0 VCDB ${one.user} ${one.ip} 7 1LOG:  duration: 1.2 ms`,
    told: program,
  },
  {
    name: 'Redis',
    line: one =>
      `7:M ${clf(one.time).slice(0, 11).replaceAll('/', ' ')} ${clock(one.time)}.123 * Background saving started by pid 7${one.at}`,
    told: unknown,
  },
  {
    name: 'fail2ban',
    line: one => `${ms(one)} fail2ban.filter         [7]: INFO    [sshd] Found ${one.ip} - ${spaced(one.time)}`,
    told: program,
  },
  {
    name: 'iptables',
    line: one =>
      `${syslog(one.time)} h1 kernel: [ 1234.56${one.at}] IN=eth0 OUT= MAC=00:11 SRC=${one.ip} DST=10.0.0.1 LEN=60 TOS=0x00 PREC=0x00 TTL=52 ID=0 DF PROTO=TCP SPT=${one.port} DPT=22 WINDOW=29200 RES=0x00 SYN URGP=0`,
    told: /packets or connections/,
  },
  {
    name: 'auditd',
    line: one =>
      `type=USER_LOGIN msg=audit(${seconds(one.time)}.123:${one.at + 7}): pid=7 uid=0 auid=1000 ses=1 msg='op=login acct="${one.user}" exe="/usr/sbin/sshd" hostname=? addr=${one.ip} terminal=ssh res=failed'`,
    told: unknown,
  },
  {
    name: 'OpenVPN',
    line: one =>
      `${spaced(one.time)} ${one.ip}:${one.port} [${one.user}] Peer Connection Initiated with [AF_INET]${one.ip}:${one.port}`,
    told: unknown,
  },
  {
    name: 'PowerDNS and BIND queries',
    line: one =>
      `${clf(one.time).slice(0, 11).replaceAll('/', '-')} ${clock(one.time)}.123 queries: info: client @0x7f ${one.ip}#${one.port} (example.com): query: example.com IN A +E(0)K (10.0.0.1)`,
    told: program,
  },
  {
    name: 'AWS VPC flow log',
    head: [
      'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status',
    ],
    line: one =>
      `2 123456789012 eni-1235b8ca ${one.ip} 10.0.0.5 ${one.port} 443 6 10 ${one.bytes} ${seconds(one.time)} ${seconds(one.time) + 60} ACCEPT OK`,
    told: unknown,
  },
];
