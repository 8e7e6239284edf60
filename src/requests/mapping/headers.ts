/** Request headers that say who calls where a proxy sets them, and that any client can send where it does not. */
import type { SourceColumnName } from '../columns.js';
import { fold, leafOf } from './names.js';

const known: Partial<Record<SourceColumnName, readonly string[]>> = {
  account: [
    'x-consumer-custom-id',
    'x-consumer-username',
    'x-consumer-id',
    'x-authenticated-userid',
    'x-authenticated-user',
    'x-auth-request-user',
    'x-auth-request-email',
    'x-forwarded-user',
    'x-forwarded-email',
    'x-user-id',
    'x-userid',
    'x-user',
    'x-account-id',
    'x-customer-id',
    'x-tenant-id',
    'x-goog-authenticated-user-email',
    'x-ms-client-principal-name',
    'remote-user',
  ],
  apiKey: ['authorization', 'x-api-key', 'api-key', 'x-goog-api-key', 'apikey', 'x-auth-token', 'proxy-authorization'],
  ip: [
    'cf-connecting-ip',
    'true-client-ip',
    'x-real-ip',
    'x-client-ip',
    'fastly-client-ip',
    'x-envoy-external-address',
  ],
  country: ['cf-ipcountry', 'cloudfront-viewer-country', 'x-country-code', 'x-vercel-ip-country'],
  ja3: ['cloudfront-viewer-ja3-fingerprint', 'x-ja3', 'x-ssl-ja3', 'x-ja3-hash'],
  ja4: ['cloudfront-viewer-ja4-fingerprint', 'x-ja4'],
  org: ['openai-organization', 'x-org-id', 'x-organization-id'],
};

/** Place among the headers that can give the column; undefined for others. */
export function headerRank(field: string, column: SourceColumnName): number | undefined {
  const name = fold(leafOf(field.replace(/\.0$/, ''))).replace(
    /^(http|request|req)(?=x|cf|true|authorization|apikey|fastly)/,
    '',
  );
  const rank = known[column]?.findIndex(header => fold(header) === name) ?? -1;
  return rank < 0 ? undefined : rank;
}
