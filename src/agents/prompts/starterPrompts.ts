/** A prompt that Daymark brings along, as the file that it becomes in a project. */
export interface StarterPrompt {
  readonly file: string;
  readonly text: string;
}

/** Ten prompts for work that comes up each day. They are in English, as most code is, whatever the display language. */
export const starterPrompts: readonly StarterPrompt[] = [
  {
    file: 'review-changes.prompt.md',
    text: `---
description: Review my changes before I commit
agent: agent
---

Review the changes in this working tree as a careful colleague would. Run \`git diff HEAD\` to see them, and read the code around each change.

Report, the most serious first:
1. Bugs: wrong results, missed cases, races, leaks, broken callers. Give the input or the order of events that shows each one.
2. Security: unchecked input, secrets, injection, missing permissions.
3. What the tests don't cover although it can break.
4. What a reader will stumble over.

For each finding give file, line, the reason, and a fix. Leave out matters of taste and what the linter finds. If nothing is wrong, say so. Change nothing.
`,
  },
  {
    file: 'find-cause.prompt.md',
    text: `---
description: Find the cause of a bug before fixing it
agent: agent
---

Find the cause of this problem: \${input:problem:What happens, and what should happen}

1. Reproduce it with the smallest command or test, and show the output.
2. State at least two possible causes. For each, name an observation that would rule it out, and make that observation.
3. Explain the cause: the line, why it does this, and since when (\`git log -S\` or \`git blame\`).
4. Look for the same mistake elsewhere.

Don't fix anything yet. End with the fix that you propose and what it could break.
`,
  },
  {
    file: 'fix-with-test.prompt.md',
    text: `---
description: Fix a bug, starting with a failing test
agent: agent
---

Fix this: \${input:problem:What happens, and what should happen}

1. Write a test that fails because of it, next to the tests that exist, in their style. Run it and show that it fails for the right reason.
2. Make the smallest change that fixes the cause, not the symptom.
3. Run the new test, the tests of the files that you touched, and the type checker or linter of this project.
4. Undo the fix once to see the test fail again, then restore it.

Report what was wrong, what you changed, and what you ran.
`,
  },
  {
    file: 'test-this.prompt.md',
    text: `---
description: Write tests for the code in this file
agent: agent
---

Write tests for \`\${file}\`.

Read the code and the existing tests first, and use their framework, helpers, and style. Cover:
- what it promises to its callers, one test for each promise, named by behavior;
- limits: empty, one, many, largest; wrong input; errors of what it depends on;
- what would break unnoticed if somebody changed the code.

Don't test private details, and don't mock what is fast and without side effects. No fixed waits. Run the tests. Then break the code in three places, one after the other, and show that a test fails each time. Restore the code.
`,
  },
  {
    file: 'explain-code.prompt.md',
    text: `---
description: Explain how this code works
agent: agent
---

Explain \`\${file}\` to a developer who is new to this project:

1. In one paragraph: what it is for, who calls it, and what it relies on.
2. The path of one typical call through it, step by step, with line numbers.
3. What has to stay true (invariants, order, threads, units), and where the code makes sure of it.
4. What is surprising, and the likely reason; use \`git log\` and \`git blame\` where they help.

Say what you couldn't find out. Don't change anything.

\${selection}
`,
  },
  {
    file: 'plan-change.prompt.md',
    text: `---
description: Plan a change before any code is written
agent: agent
---

Plan this change: \${input:change:What should be possible afterwards}

Read the code first. Then write a plan, no code:
1. What exists already that can be reused, with paths.
2. The steps, each small enough to be reviewed and landed on its own, with the files it touches.
3. How each step is tested.
4. What could go wrong: data that exists, callers, performance, security, and how to undo it.
5. Two alternatives, and why this one.
6. Questions that only I can answer, at most five.

Stop after the plan.
`,
  },
  {
    file: 'refactor-safely.prompt.md',
    text: `---
description: Refactor without changing behavior
agent: agent
---

Refactor \${input:target:Which file, function, or module} so that \${input:goal:What should be better}.

Behavior must not change. Before you start, run the tests, and add tests where the code that you will move is not covered. Work in steps that each leave the tests green, and run them after each step. Keep names, public interfaces, and error messages unless the goal requires otherwise; say so where it does.

Stop and ask if you find a bug: don't fix it on the way. End with a list of the steps and what got simpler, in numbers where possible.
`,
  },
  {
    file: 'commit-message.prompt.md',
    text: `---
description: Write a commit message for the staged changes
agent: agent
---

Write a commit message for what is staged (\`git diff --cached\`). Read the last ten commits (\`git log -10\`) and follow their style.

- Subject: imperative, at most 72 characters, what the commit does.
- Body: why it was needed and why it was done this way; what a reader of the diff can't see. Wrap at 72 characters. Leave it out if the subject says it all.
- No list of files, no praise, nothing that isn't in the diff.

If the changes are several that don't belong together, say how to split them instead. Don't commit.
`,
  },
  {
    file: 'pull-request.prompt.md',
    text: `---
description: Write a description for this pull request
agent: agent
---

Write the title and description of a pull request from this branch. Compare with the main branch (\`git log main..HEAD\` and \`git diff main...HEAD\`; use the real name of the main branch), and follow the template in \`.github\` if there is one.

- What changes for users or callers, in one paragraph.
- Why, with a link to the issue if the branch or a commit names one.
- How it was tested: only what was really run.
- Where reviewers should look first, and what is risky.
- What is left for later.

Say nothing that the diff doesn't show. Don't push.
`,
  },
  {
    file: 'update-docs.prompt.md',
    text: `---
description: Bring the documentation in line with the code
agent: agent
---

Check the documentation (\${input:files:Which files, for example README.md and docs}) against the code.

Go through it sentence by sentence. For each claim, command, option, path, default, and figure, find the place in the code that makes it true, or run the command. List what is wrong, out of date, or missing, with the evidence. Then correct the documentation: short sentences, the reader as "you", the terms that are used elsewhere. Don't change code; where the code seems to be wrong rather than the text, report it.
`,
  },
];
