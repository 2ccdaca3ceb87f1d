/**
 * Replaces the MCP SDK's environment-dependent default in build.ts: the smaller of its two JSON Schema validators, which needs a fifth of
 * the space and generates no code at run time.
 */
export { CfWorkerJsonSchemaValidator as DefaultJsonSchemaValidator } from '@modelcontextprotocol/server/validators/cf-worker';
export { default as process } from 'node:process';
