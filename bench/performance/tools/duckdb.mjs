import { database } from './database.mjs';

export const duckdb = database({ id: 'duckdb', name: 'DuckDB', npm: '@duckdb/node-api' });
