#!/usr/bin/env node
import { execute } from '../dist/cli/execute.js';
import { processIo } from '../dist/cli/io.js';

process.exitCode = await execute(process.argv.slice(2), processIo(process));
