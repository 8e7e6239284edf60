/** What values look like, whatever their field is called. Each pattern is linear on hostile text; texts are cut first. */
import ipaddr from 'ipaddr.js';

/** Longer texts are judged by their beginning. */
const longest = 300;

const cut = (text: string): string => text.slice(0, longest);

/** An address proper, with or without port, brackets and zone; the first of a list; one with its end masked. */
export function isAddress(text: string): boolean {
  const first = (cut(text).split(',')[0] ?? '').trim();
  const bare = first
    .replace(/^"|"$/g, '')
    .replace(/^\[([^\]]*)\](:\d{1,5})?$/, '$1')
    .replace(/^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/, '$1')
    .replace(/%.*$/, '');
  if (/^\d{1,3}\.\d{1,3}\.\d{1,3}\.(\*{1,3}|x{1,3}|\d{1,3}\/\d{1,2})$/i.test(bare)) return true;
  return (
    /[.:]/.test(bare) &&
    /^[\da-f.:]+$/i.test(bare) &&
    (ipaddr.IPv4.isValidFourPartDecimal(bare) || ipaddr.IPv6.isValid(bare))
  );
}

/** One that nobody outside has. */
export function isPrivateAddress(text: string): boolean {
  return /^"?\[?(10\.|127\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::1\b|f[cd][\da-f]{2}:|fe80:)/i.test(
    cut(text),
  );
}

/** Letters and digits that stand for an address: a salted hash, a token. */
export function isToken(text: string): boolean {
  return /^[\w.:*/+=-]{3,128}$/.test(text);
}

export function isUserAgent(text: string): boolean {
  const head = cut(text);
  if (/^(HTTPS?|H2C?|RTSP|SIP|TLS|SSL|QUIC)\/v?\d/i.test(head)) return false;
  return (
    /^[A-Za-z][\w.+-]{0,40}( ?[A-Za-z][\w.-]{0,20})?\/v?\d/.test(head) ||
    /^(mozilla|curl|python|okhttp|axios|node|go-http|postman|openai|anthropic|claude-cli|cursor|java|ruby|php)\b/i.test(
      head,
    )
  );
}

/** Where in the program a line was written: `server.go:214`, `com/example/Chat.java:12`. */
export function isSourcePlace(text: string): boolean {
  return /^[\w./@+-]{1,120}\.(?:c|cc|cpp|cs|ex|go|java|js|kt|mjs|php|py|rb|rs|scala|swift|ts):\d{1,6}$/.test(cut(text));
}

export function isJa4(text: string): boolean {
  return /^[tqd][\dsd]\d[di]\d{4}[\da-z]{2}_[\da-f]{12}_[\da-f]{12}$/.test(text);
}

export function isModelName(text: string): boolean {
  return /(^|[/.:_-])(gpt|chatgpt|o[1345](-|$)|claude|gemini|gemma|llama|mistral|mixtral|codestral|qwen|deepseek|grok|glm|kimi|ernie|doubao|command-r|sonar|granite|jamba|palm|text-embedding|phi-\d)/i.test(
    cut(text),
  );
}

/** Where in a program a line was logged: `server/main.go:42`, `app.py`. */
export function isCodePlace(text: string): boolean {
  return /\.(go|py|js|ts|mjs|rs|rb|php|java|kt|cs|lua|c|cc|cpp)(:\d+){0,2}$/i.test(cut(text));
}

export function isMethod(text: string): boolean {
  return /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|CONNECT|TRACE)$/i.test(text);
}

export function isPath(text: string): boolean {
  return /^(https?:\/\/[\w.:[\]-]+)?\/[^\s]*$/i.test(cut(text));
}

export function isStatus(text: string): boolean {
  return /^[1-5]\d\d$/.test(text);
}

export function isWhole(text: string): boolean {
  return /^\d{1,12}$/.test(text);
}

export function isCountry(text: string): boolean {
  return /^[A-Za-z]{2}$/.test(text);
}

/** A day with no time of day; a time of day with no day. */
export function isDay(text: string): boolean {
  return /^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{8}|\d{1,2}[-/ ][A-Za-z]{3}[-/ ]\d{4})$/.test(
    text,
  );
}

export function isTimeOfDay(text: string): boolean {
  return /^\d{1,2}:\d{2}(:\d{2}([.,]\d{1,9})?)?( ?[ap]\.?m\.?)?(Z|[+-]\d{2}:?\d{2})?$/i.test(text);
}

/** A date in letters and signs; digits alone may be an id. */
export function isDateText(text: string): boolean {
  return (
    /^\d{4}[-/]\d{2}[-/]\d{2}([T ]\d{2}:\d{2}.{0,30})?$/.test(text) || /^\d{1,2}[/-][A-Za-z]{3}[/-]\d{4}/.test(text)
  );
}

/** What a person or program wrote to a model: several words. */
export function isProse(text: string): boolean {
  const head = cut(text).trim();
  return (
    head.length >= 12 &&
    /\S\s+\S+\s+\S/u.test(head) &&
    !isUserAgent(head) &&
    !/^[A-Z]{3,10} \S+ HTTP\/[\d.]+$/.test(head)
  );
}

/** What can name somebody: not a sentence, a switch, a path, an address, a date or a measurement. */
export function isIdentity(text: string): boolean {
  if (text.length < 1 || text.length > 160 || /\s\S+\s\S+\s/.test(text)) return false;
  if (/^(true|false|yes|no|ok|info|warn(ing)?|error|debug|success|failure)$/i.test(text)) return false;
  return (
    !/^-?\d+\.\d+$/.test(text) &&
    !isAddress(text) &&
    !isDateText(text) &&
    !isPath(text) &&
    !isMethod(text) &&
    !isModelName(text)
  );
}
