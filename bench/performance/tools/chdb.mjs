import { database } from './database.mjs';

export const chdb = database({ id: 'chdb', name: 'chDB', npm: 'chdb' });
