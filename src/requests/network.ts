/**
 * The network fingerprint of a request: TLS fingerprint, user-agent family, and prefix (else autonomous system). Each
 * part is optional; what is missing stays missing and never matches anything.
 */
const separator = '\u001f';

export interface NetworkParts {
  readonly tls?: string;
  readonly userAgentFamily?: string;
  readonly prefix?: string;
  readonly asn?: string;
}

/** Text of a fingerprint; '' when nothing is known. */
export function networkText({ tls, userAgentFamily, prefix, asn }: NetworkParts): string {
  const parts = [tls ?? '', userAgentFamily ?? '', prefix ?? '', asn ?? ''];
  return parts.every(part => part === '') ? '' : parts.join(separator);
}

/** Inverse of {@link networkText}. */
export function parseNetwork(text: string): NetworkParts {
  const [tls = '', userAgentFamily = '', prefix = '', asn = ''] = text.split(separator);
  return {
    ...(tls === '' ? {} : { tls }),
    ...(userAgentFamily === '' ? {} : { userAgentFamily }),
    ...(prefix === '' ? {} : { prefix }),
    ...(asn === '' ? {} : { asn }),
  };
}

const ja4 = /^[tqd][0-9sd]\d[di]\d{4}[0-9a-z]{2}_[0-9a-f]{12}_[0-9a-f]{12}$/;
const ja3 = /^[0-9a-f]{32}$/;

/** A usable TLS fingerprint, or '' for placeholders and anything that is neither JA4 nor JA3. */
export function usableTls(text: string): string {
  const value = text.trim();
  if (/^[0_-]*$/.test(value)) return '';
  if (ja4.test(value)) return value;
  const lower = value.toLowerCase();
  return ja3.test(lower) ? lower : '';
}
