/** Addresses with which agents sign as co-authors. Names are not enough: people are called Claude, too. */
const addresses: readonly (readonly [agent: string, RegExp])[] = [
  ['Claude', /^noreply@anthropic\.com$/],
  [
    'GitHub Copilot',
    /^(?:\d+\+copilot(?:-swe-agent\[bot\])?@users\.noreply\.github\.com|(?:noreply|copilot)@github\.com)$/,
  ],
  ['Codex', /^(?:noreply|codex)@openai\.com$/],
  ['Cursor', /^cursoragent@cursor\.com$/],
  [
    'Gemini',
    /^(?:gemini-code-assist@google\.com|\d+\+(?:gemini-code-assist|google-labs-jules)\[bot\]@users\.noreply\.github\.com)$/,
  ],
  ['Aider', /^(?:noreply@aider\.chat|aider@aider\.chat)$/],
  ['OpenCode', /^noreply@opencode\.ai$/],
  ['Devin', /^\d+\+devin-ai-integration\[bot\]@users\.noreply\.github\.com$/],
  ['Amp', /^amp@ampcode\.com$/],
];

/** Names of agents in trailers that name a tool, such as `Assisted-by: Claude:claude-opus-5`. */
const tools: readonly (readonly [agent: string, RegExp])[] = [
  ['Claude', /^claude\b/],
  ['GitHub Copilot', /^(?:github[ -])?copilot\b/],
  ['Codex', /^(?:codex|chatgpt|gpt)\b/],
  ['Cursor', /^cursor\b/],
  ['Gemini', /^gemini\b/],
  ['Aider', /^aider\b/],
  ['OpenCode', /^opencode\b/],
  ['Devin', /^devin\b/],
  ['Amp', /^amp\b/],
];

/**
 * The agents that helped with a commit by the trailers of its message, in alphabetical order: `Co-authored-by` and `Co-developed-by` with an agent's
 * address, and `Assisted-by` and `Generated-by` with its name. What is not known to be an agent is left out.
 */
export function agentsInTrailers(message: string): string[] {
  const last =
    message
      .trimEnd()
      .split(/\r?\n[ \t]*\r?\n/)
      .slice(1)
      .at(-1) ?? '';
  const found = last.split(/\r?\n/).flatMap((line) => {
    const [, key = '', value = ''] = /^([a-z]+(?:-[a-z]+)*)[ \t]*:[ \t]*(\S.*)$/.exec(line.toLowerCase()) ?? [];
    if (key === 'co-authored-by' || key === 'co-developed-by') {
      const [, address = ''] = /<([^<>\s]+)>\s*$/.exec(value) ?? [];
      return namesOf(addresses, address);
    }
    return key === 'assisted-by' || key === 'generated-by' ? namesOf(tools, value) : [];
  });
  return [...new Set(found)].sort();
}

function namesOf(known: typeof tools, text: string): string[] {
  return known.filter(([, pattern]) => pattern.test(text)).map(([agent]) => agent);
}
