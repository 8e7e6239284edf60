/** Times as logs write them; all of the traffic is in UTC. */
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

function two(number: number): string {
  return String(number).padStart(2, '0');
}

/** `08:15:30` */
export function clock(time: Date): string {
  return time.toISOString().slice(11, 19);
}

/** `2026-11-20` */
export function day(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/** `2026-11-20T08:15:30Z` */
export function iso(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

/** `20/Nov/2026:08:15:30` in the zone, and its offset. */
export function clf(time: Date, hours = 0): string {
  const there = new Date(time.getTime() + hours * 3_600_000);
  const date = `${two(there.getUTCDate())}/${months[there.getUTCMonth()] ?? ''}/${there.getUTCFullYear()}`;
  return `${date}:${clock(there)} ${hours < 0 ? '-' : '+'}${two(Math.abs(hours))}00`;
}

/** `Nov 20 08:15:30` */
export function syslog(time: Date): string {
  return `${months[time.getUTCMonth()] ?? ''} ${String(time.getUTCDate()).padStart(2)} ${clock(time)}`;
}

/** `Fri Nov 20 08:15:30 2026` */
export function ctime(time: Date): string {
  return `${days[time.getUTCDay()] ?? ''} ${syslog(time)} ${time.getUTCFullYear()}`;
}

/** `2026/11/20 08:15:30` */
export function slashed(time: Date): string {
  return `${day(time).replaceAll('-', '/')} ${clock(time)}`;
}

/** `2026-11-20 08:15:30` */
export function spaced(time: Date): string {
  return `${day(time)} ${clock(time)}`;
}

export function seconds(time: Date): number {
  return time.getTime() / 1000;
}
