import type { LogFormat } from '../usage.ts';
import { aider } from './aider.ts';
import { claudeCode } from './claudeCode.ts';
import { cline, rooCode } from './cline.ts';
import { codex } from './codex.ts';
import { copilotCli } from './copilotCli.ts';
import { cursor } from './cursor.ts';
import { geminiDocument, geminiLines } from './gemini.ts';
import { opencode, opencodeDatabase } from './opencode.ts';
import { vscodeChatDocument, vscodeChatLines } from './vscodeChat.ts';

/** Every format that is known. A tool may have several. */
export const formats: readonly LogFormat[] = [
  codex,
  claudeCode,
  geminiDocument,
  geminiLines,
  opencode,
  opencodeDatabase,
  copilotCli,
  cline,
  rooCode,
  aider,
  cursor,
  vscodeChatDocument,
  vscodeChatLines,
] as unknown as readonly LogFormat[];
