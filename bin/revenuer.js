#!/usr/bin/env node
import { execute, processIo } from '../dist/bundle/program.js';

process.exitCode = await execute(process.argv.slice(2), processIo(process));
