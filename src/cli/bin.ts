#!/usr/bin/env node
import process from "node:process";

// Before anything else is loaded, so that its stack traces name the lines that were written.
process.setSourceMapsEnabled(true);
const [{ main }, { nodeHost }] = await Promise.all([import("./main.ts"), import("./node-host.ts")]);
process.exitCode = await main(process.argv.slice(2), nodeHost());
