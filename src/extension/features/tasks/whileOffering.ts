import { Disposable, languages, type TextDocument, type TextDocumentChangeEvent, window, workspace } from 'vscode';

/** A longer document (characters) isn't looked through: it may have one. */
const mostText = 300_000;

const marks = ['TODO', 'FIXME'];
const hasMark = (text: string): boolean => marks.some((mark) => text.includes(mark));

/**
 * Registers something while the active document has a comment to offer a task for, or a problem. VS Code asks each provider of code actions
 * at every move of the cursor, and the messages take far longer than the answer.
 * @param register asks VS Code to ask
 */
export function whileOffering(register: () => Disposable): Disposable {
  let document: TextDocument | undefined;
  let registered: Disposable | undefined;
  let typing: Disposable | undefined;
  const follow = (isOffered: boolean): void => {
    if (isOffered) {
      registered ??= register();
      typing?.dispose();
      typing = undefined;
    } else {
      registered?.dispose();
      registered = undefined;
      typing ??= workspace.onDidChangeTextDocument((event) => isMarkTyped(event, document) && follow(true));
    }
  };
  const look = (): void => {
    document = window.activeTextEditor?.document;
    follow(document !== undefined && (mayHaveMark(document) || hasProblem(document)));
  };
  look();
  return Disposable.from(
    window.onDidChangeActiveTextEditor(look),
    languages.onDidChangeDiagnostics(({ uris }) => {
      const uri = registered ? undefined : document?.uri.toString();
      if (document && uris.some((one) => one.toString() === uri) && hasProblem(document)) follow(true);
    }),
    { dispose: () => (registered?.dispose(), typing?.dispose()) },
  );
}

function mayHaveMark(document: TextDocument): boolean {
  const { end } = document.lineAt(document.lineCount - 1).range;
  return document.offsetAt(end) > mostText || hasMark(document.getText());
}

const hasProblem = ({ uri }: TextDocument): boolean => languages.getDiagnostics(uri).length > 0;

/** Looks at the line only after the last letter of a mark, or a longer text. */
function isMarkTyped({ document, contentChanges }: TextDocumentChangeEvent, active: TextDocument | undefined): boolean {
  if (document !== active) return false;
  return contentChanges.some(({ text, range }) => {
    if (text.length !== 1) return hasMark(text);
    return (text === 'O' || text === 'E') && hasMark(document.lineAt(range.start.line).text);
  });
}
