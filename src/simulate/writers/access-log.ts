import type { Cell, Row } from './row.js';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const headBytes = 350;

/** A line of the Common or Combined log format; the account is the remote user. */
export function accessLine(row: Row, shape: 'common' | 'combined'): string {
  const at = String(row['timestamp'] ?? '1970-01-01T00:00:00.000Z');
  const month = months[Number(at.slice(5, 7)) - 1] ?? '';
  const time = `${at.slice(8, 10)}/${month}/${at.slice(0, 4)}:${at.slice(11, 19)} +0000`;
  const bytes = answerBytes(Number(row['output_tokens'] ?? 0));
  const request = `${show(row['method'])} ${show(row['path'])} HTTP/1.1`;
  const line = `${show(row['client_ip'])} - ${show(row['account_id'])} [${time}] "${request}" ${show(row['status'])} ${bytes}`;
  return shape === 'common' ? `${line}\n` : `${line} "-" "${show(row['user_agent'])}"\n`;
}

/** Size of an answer as a web server logs it, head included. */
export function answerBytes(outputTokens: number): number {
  return Math.round(outputTokens * 4.2) + headBytes;
}

function show(cell: Cell | undefined): string {
  return cell === null || cell === undefined ? '-' : String(cell);
}
