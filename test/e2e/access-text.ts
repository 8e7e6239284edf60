/** What a client said, as web servers write it into their access logs. */

export function nginx(text: string): string {
  return replaced(text, /["\\]|[^ -~]/gu, byte => `\\x${hex(byte).toUpperCase()}`);
}

export function apache(text: string): string {
  const quoted = text
    .replace(/["\\]/g, sign => `\\${sign}`)
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r');
  return replaced(quoted, /[^ -~]/gu, byte => `\\x${hex(byte)}`);
}

function replaced(text: string, signs: RegExp, written: (byte: number) => string): string {
  return text.replace(signs, sign => [...Buffer.from(sign)].map(written).join(''));
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
