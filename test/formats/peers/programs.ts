/** Logs of programs and of the system, as lnav lists them: none of them may be read as requests in silence. */
import { idOf, type Made, type ToldKind } from './kind.js';
import { clf, clock, ctime, day, iso, seconds, slashed, spaced, syslog } from './times.js';

const json = (record: object) => JSON.stringify(record);
const ms = (one: Made) => `${spaced(one.time)},${String(one.ms).padStart(3, '0')}`;

/** What a refusal, or a problem of the run, says. */
const systemLog = /looks like messages of a system log.*journalctl -u UNIT/s;
const program = /looks like the log of a program.*access log/s;
const unknown = /fits no known log format.*formats --propose/s;
const nobody = /only the time of requests is understood.*--map account=/s;

/** Logs of programs and of the system. */
export const programs: readonly ToldKind[] = [
  { name: 'lnav dpkg', line: one => `${spaced(one.time)} status installed libc6:amd64 2.3${one.at}-1`, told: unknown },
  {
    name: 'lnav glog',
    line: one => `I1120 ${clock(one.time)}.123456  7 server.cc:12] Request of ${one.user} from ${one.ip} done`,
    told: unknown,
  },
  {
    name: 'lnav java (Log4j)',
    line: one => `${ms(one)} INFO  [main] com.example.Server - user ${one.user} from ${one.ip} did ${one.path}`,
    told: program,
  },
  {
    name: 'Spring Boot',
    line: one =>
      `${iso(one.time).replace('Z', '.123Z')}  INFO 7 --- [nio-8080-exec-${one.at % 4}] c.e.api.ChatController : chat by ${one.user}`,
    told: program,
  },
  {
    name: 'NestJS',
    line: one =>
      `[Nest] 7  - 11/20/2026, ${clock(one.time)} AM     LOG [Router] Mapped {${one.path}, ${one.method}} route +${one.at}ms`,
    told: program,
  },
  {
    name: 'lnav openstack',
    line: one =>
      `${spaced(one.time)}.123 7 INFO nova.api.openstack [req-${idOf(one)} ${one.user} tenant] status: ${one.status}`,
    told: program,
  },
  {
    name: 'lnav zookeeper',
    line: one =>
      `${ms(one)} [myid:1] - INFO  [NIOServerCxn.Factory:0.0.0.0/0.0.0.0:2181:NIOServerCnxnFactory@192] - Accepted socket connection from /${one.ip}:${one.port}`,
    told: program,
  },
  {
    name: 'lnav engine_log (oVirt)',
    line: one =>
      `${ms(one).replace(',', ',')}Z INFO  [org.ovirt.engine.core.bll.LoginUserCommand] (default task-7) [] Running command for ${one.user}`,
    told: program,
  },
  {
    name: 'lnav vdsm',
    line: one =>
      `Thread-7::DEBUG::${ms(one)}::task::974::TaskManager.Task::(_decref) Task=${idOf(one)}::ref 0 aborting False`,
    told: program,
  },
  {
    name: 'lnav vmw_log',
    line: one =>
      `${iso(one.time).replace('Z', '.123Z')} info hostd[7] [Originator@6876 sub=Vimsvc.ha-eventmgr opID=${idOf(one, 8)} user=${one.user}] Event ${one.at} : User ${one.user}@${one.ip} logged in`,
    told: program,
  },
  {
    name: 'lnav esx_syslog',
    line: one => `${iso(one.time).replace('Z', '.123Z')} cpu${one.at % 4}:2097)World: vm 7: 123: Starting world`,
    told: unknown,
  },
  {
    name: 'lnav katello',
    line: one => `[ INFO ${iso(one.time).replace('Z', '')} main] Upgrade step ${one.at} of ${one.user}`,
    told: program,
  },
  {
    name: 'lnav snaplogic',
    line: one => `${iso(one.time).replace('Z', '.123')}|DEBUG|7|SL|${one.user}|${one.ip}|started ${one.at}`,
    told: /no header line names its columns, and none is known to be the account/,
  },
  {
    name: 'lnav openam',
    line: one =>
      `"${spaced(one.time)}"\t"Login Success"\t"${one.user}"\t"${one.ip}"\tINFO\t"dc=example"\t"cn=dsameuser"\t"AUTHENTICATION-100"`,
    told: /no header line names its columns, and none is known to be the account/,
  },
  {
    name: 'lnav openam debug',
    line: one => `amAuth:11/20/2026 ${clock(one.time)}:123 AM UTC: Thread[http-7,5,main]\nuser ${one.user} logged in`,
    told: unknown,
  },
  {
    name: 'lnav procstate',
    line: one => `========== Start of system state dump at ${ctime(one.time)} ==========\nroot  1  0.0  0.1`,
    told: unknown,
  },
  {
    name: 'lnav proxifier',
    line: one =>
      `[${syslog(one.time).slice(3, 6).trim()}.11 ${clock(one.time)}] chrome.exe - api.example.com:443 close, ${one.bytes} bytes sent, ${one.bytes} bytes received, lifetime 00:0${one.at % 10}`,
    told: unknown,
  },
  {
    name: 'lnav strace',
    line: one =>
      `7${one.at} ${clock(one.time)}.123456 openat(AT_FDCWD, "/etc/passwd", O_RDONLY) = 3 <0.00001${one.at % 10}>`,
    told: unknown,
  },
  {
    name: 'lnav tcf',
    line: one => `TCF ${clock(one.time)}.123: Server-Properties: {"Name":"TCF Agent"}`,
    told: /looks like a time.*--map/s,
  },
  { name: 'lnav tcsh_history', line: one => `#+${seconds(one.time)}\nls ${one.path}`, told: unknown },
  {
    name: 'lnav vmk_log',
    line: one => `0:00:00:0${one.at % 10}.123 cpu0:4096)Device: 123: found ${one.ip}`,
    told: unknown,
  },
  {
    name: 'lnav unifi',
    line: one =>
      `${syslog(one.time)} ("U7LT,788a20,v3.9.27") hostapd: ath0: STA aa:bb:cc IEEE 802.11: associated ${one.user}`,
    told: unknown,
  },
  {
    name: 'lnav papertrail',
    line: one => `${iso(one.time)} h1 worker: job ${one.at} of ${one.user} done`,
    told: systemLog,
  },
  { name: 'lnav klog', line: one => `<6>[ 1234.56789${one.at % 10}] usb 1-1: new device ${one.at}`, told: unknown },
  {
    name: 'lnav xmlrpc_log',
    line: one => `${slashed(one.time)} 7${one.at} ${one.ip}: server/rhnServer.send_list('${one.user}',)`,
    told: unknown,
  },
  { name: 'lnav fsck_hfs', line: one => `/dev/rdisk0: fsck_hfs started at ${ctime(one.time)}`, told: unknown },
  {
    name: 'lnav page_log (CUPS)',
    line: one => `printer1 ${one.user} ${one.at + 1} [${clf(one.time)}] 1 1 - localhost doc.pdf - -`,
    told: unknown,
  },
  {
    name: 'lnav sssd',
    line: one =>
      `(${ctime(one.time)}) [sssd[be[example.com]]] [be_get_account_info] (0x0200): Got request for [${one.user}]`,
    told: program,
  },
  { name: 'lnav cloudvm_ram', line: one => `${ms(one)} INFO Memory of ${one.user}: ${one.bytes}`, told: program },
  {
    name: 'lnav autodeploy',
    line: one => `[${spaced(one.time)},123] INFO:deploy:host ${one.ip} booted`,
    told: program,
  },
  { name: 'lnav choose_repo', line: one => `[INFO:choose_repo] ${spaced(one.time)} repo ${one.at}`, told: program },
  {
    name: 'Kubernetes events',
    line: one =>
      `${one.at + 1}m   Normal   Scheduled   pod/api-${idOf(one, 5)}   Successfully assigned default/api to node${one.at % 3}`,
    told: unknown,
  },
  {
    name: 'ping with times',
    line: one =>
      `[${seconds(one.time)}.123456] 64 bytes from ${one.ip}: icmp_seq=${one.at} ttl=52 time=1${one.at}.3 ms`,
    told: unknown,
  },
  {
    name: 'tcpdump',
    line: one =>
      `${clock(one.time)}.123456 IP ${one.ip}.${one.port} > 10.0.0.5.443: Flags [S], seq ${one.bytes}, win 29200, length 0`,
    told: /packets or connections/,
  },
  {
    name: 'tcpdump -tttt',
    line: one =>
      `${spaced(one.time)}.123456 IP ${one.ip}.${one.port} > 10.0.0.5.443: Flags [S], seq ${one.bytes}, win 29200, length 0`,
    told: /packets or connections/,
  },
  {
    name: 'Python logging',
    line: one => `${ms(one)} - api - INFO - chat of ${one.user}, from ${one.ip}, took ${one.ms}ms`,
    told: nobody,
  },
  {
    name: 'Docker daemon',
    line: one =>
      `time="${iso(one.time)}" level=info msg="ignoring event" container=${idOf(one)} module=libcontainerd namespace=moby topic=/tasks/delete type="*events.TaskDelete"`,
    told: nobody,
  },
  {
    name: 'etcd',
    line: one =>
      json({
        level: 'info',
        ts: iso(one.time),
        caller: 'mvcc/index.go:214',
        msg: 'compact tree index',
        revision: one.at,
      }),
    told: nobody,
  },
  {
    name: 'lnav journald JSON of a daemon',
    line: one =>
      json({
        __REALTIME_TIMESTAMP: `${one.time.getTime()}000`,
        _HOSTNAME: 'h1',
        _PID: `7${one.at}`,
        _COMM: 'cron',
        SYSLOG_IDENTIFIER: 'CRON',
        MESSAGE: `(root) CMD (run ${one.at})`,
        PRIORITY: '6',
      }),
    told: /looks like a time.*--map/s,
  },
  {
    name: 'MongoDB',
    line: one =>
      json({
        t: { $date: iso(one.time) },
        s: 'I',
        c: 'NETWORK',
        id: 22943,
        ctx: 'listener',
        msg: 'Connection accepted',
        attr: { remote: `${one.ip}:${one.port}`, connectionId: one.at, connectionCount: 3 },
      }),
    told: /its records are no requests/,
  },
  {
    name: 'Suricata EVE, alerts',
    line: one =>
      json({
        timestamp: iso(one.time),
        flow_id: 7 + one.at,
        event_type: 'alert',
        src_ip: one.ip,
        src_port: one.port,
        dest_ip: '10.0.0.5',
        dest_port: 443,
        proto: 'TCP',
        alert: { signature: 'ET SCAN', severity: 2 },
      }),
    told: /none of its records is a request.*no HTTP requests/,
  },
  {
    name: 'lnav github_events_log',
    line: one =>
      json({
        id: String(23_000_000_000 + one.at),
        type: 'PushEvent',
        actor: { id: 100, login: one.user, url: `https://api.github.com/users/${one.user}` },
        repo: { id: 5, name: 'o/r' },
        payload: { size: 1 },
        public: true,
        created_at: iso(one.time),
      }),
    told: /no requests/,
  },
  {
    name: 'Windows events',
    head: ['Level,Date and Time,Source,Event ID,Task Category'],
    line: one => `Information,11/20/2026 ${clock(one.time)} AM,Microsoft-Windows-Security-Auditing,4624,Logon`,
    told: nobody,
  },
  {
    name: 'lnav pcap, as tshark exports it',
    head: ['"No.","Time","Source","Destination","Protocol","Length","Info"'],
    line: one => `"${one.at + 1}","${one.at}.123456","${one.ip}","10.0.0.5","TCP","60","443 > ${one.port} [SYN]"`,
    told: /looks like a time.*--map/s,
  },
  {
    name: 'vmstat',
    head: ['r b swpd free buff cache'],
    line: one => `${one.at} 0 0 ${one.bytes} 100 200`,
    told: unknown,
  },
  {
    name: 'apt history',
    line: one =>
      `Start-Date: ${spaced(one.time).replace(' ', '  ')}\nCommandline: apt install a${one.at}\nEnd-Date: ${spaced(one.time).replace(' ', '  ')}\n`,
    told: unknown,
  },
  { name: 'git log', line: one => `${idOf(one, 7)} ${day(one.time)} ${one.user} fix ${one.at}`, told: unknown },
  {
    name: 'git log, with dates in ISO',
    line: one => `${idOf(one, 7)},${iso(one.time)},${one.user},fix ${one.at}`,
    told: nobody,
  },
];
