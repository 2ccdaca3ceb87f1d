import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { deflateSync } from 'node:zlib';
import {
  commands,
  env,
  ProgressLocation,
  Uri,
  ViewColumn,
  window,
  workspace,
  type CancellationToken,
  type Progress,
  type WebviewPanel,
} from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import { commandLink } from '../../../core/base/markdown.ts';
import { addDays, countDays } from '../../../core/time/days.ts';
import { buildReport } from '../../../planning/reports/buildReport.ts';
import { reportCsv, reportJson, reportMarkdown } from '../../../planning/reports/formats.ts';
import { reportHtml } from '../../../planning/reports/reportHtml.ts';
import { reportDaysAtMost, type Report, type ReportRequest } from '../../../planning/reports/report.ts';
import type { ReportDay } from '../../../planning/reports/reportDays.ts';
import type { Services } from '../../services.ts';
import { textPage } from '../../textPage.ts';
import { askReport } from './askReport.ts';
import { unlinked } from '../../unlinked.ts';

const formats = ['csv', 'pdf', 'html', 'md', 'json'] as const;
type Format = (typeof formats)[number];
const formatNames: Readonly<Record<Format, string>> = {
  csv: 'CSV',
  pdf: 'PDF',
  html: 'HTML',
  md: 'Markdown',
  json: 'JSON',
};

/** Makes reports, shows the last one in a tab, and saves it. */
export class ReportDesk {
  readonly #services: Services;
  #panel: WebviewPanel | undefined;
  #report: Report | undefined;

  constructor(services: Services) {
    this.#services = services;
  }

  /** Asks which report, makes it, and shows it. */
  async create(): Promise<void> {
    const { t } = this.#services;
    const request = await askReport(this.#services);
    if (!request) return;
    const options = { location: ProgressLocation.Notification, title: t('Creating the report'), cancellable: true };
    const days = await window.withProgress(options, (progress, token) => this.#read(request, progress, token));
    this.#report = buildReport(days, request, t);
    await this.#show(this.#report);
  }

  /**
   * Saves the report that is shown.
   * @param wanted `{ format }` from a link of the page; otherwise asks
   */
  async save(wanted: unknown): Promise<void> {
    const { t } = this.#services;
    const report = this.#report;
    if (!report) throw new AppError('not-found', t('There is no report yet. Run "Daymark: Create Report…" first.'));
    const format = formatIn(wanted) ?? (await this.#askFormat());
    if (!format) return;
    const name = `daymark-${report.kind}-${report.from}-${report.to}.${format}`;
    const target = await window.showSaveDialog({
      title: t('Save Report'),
      defaultUri: Uri.file(join(homedir(), name)),
      filters: { [formatNames[format]]: [format] },
    });
    if (!target) return;
    await workspace.fs.writeFile(target, await this.#bytesOf(report, format));
    void window.showInformationMessage(unlinked(t('Saved to {0}. It contains names unencrypted.', target.fsPath)));
  }

  async #askFormat(): Promise<Format | undefined> {
    const items = formats.map((format) => ({ label: formatNames[format], format }));
    return (await window.showQuickPick(items, { title: this.#services.t('Save Report') }))?.format;
  }

  async #bytesOf(report: Report, format: Format): Promise<Uint8Array> {
    if (format !== 'pdf') return new TextEncoder().encode(this.#textOf(report, format));
    const { reportPdf } = await import('../../../planning/reports/reportPdf.ts');
    return reportPdf(report, {
      t: this.#services.t,
      language: env.language,
      deflate: deflateSync,
      pause: setImmediate,
    });
  }

  #textOf(report: Report, format: Exclude<Format, 'pdf'>): string {
    const { t } = this.#services;
    if (format === 'csv') return reportCsv(report);
    if (format === 'json') return reportJson(report);
    if (format === 'md') return reportMarkdown(report, t);
    return textPage({ title: report.title, language: env.language, body: reportHtml(report, t) });
  }

  /** Reads a month at a time, so that a long range shows progress, can be canceled, and doesn't hold up other questions. */
  async #read(
    { from, to }: ReportRequest,
    progress: Progress<{ readonly increment: number; readonly message: string }>,
    token: CancellationToken,
  ): Promise<ReportDay[]> {
    const { read, t } = this.#services;
    const parts = Math.ceil(countDays(from, to) / reportDaysAtMost);
    const days: ReportDay[] = [];
    for (let start = from; start <= to; start = addDays(start, reportDaysAtMost)) {
      const last = addDays(start, reportDaysAtMost - 1);
      progress.report({ increment: 100 / parts, message: start });
      days.push(...(await read('reports.days', { from: start, to: last < to ? last : to })).days);
      if (token.isCancellationRequested) throw new AppError('cancelled', t('Canceled.'));
    }
    return days;
  }

  async #show(report: Report): Promise<void> {
    const { t } = this.#services;
    const tab = (this.#panel ??= this.#open());
    tab.title = report.title;
    const links = await render(
      formats.map((format) => saveLink(t('Save as {0}', formatNames[format]), format)).join(' '),
    );
    const body = reportHtml(report, t);
    tab.webview.html = textPage({
      title: report.title,
      language: env.language,
      body,
      editor: { nonce: randomUUID(), links },
    });
    tab.reveal();
  }

  #open(): WebviewPanel {
    const { context, t } = this.#services;
    const options = { enableCommandUris: ['daymark.saveReport'], enableFindWidget: true, localResourceRoots: [] };
    const panel = window.createWebviewPanel('daymark.report', t('Report'), ViewColumn.Active, options);
    panel.iconPath = Uri.joinPath(context.extensionUri, 'media', 'daymark.svg');
    panel.onDidDispose(() => (this.#panel = undefined));
    return panel;
  }
}

function formatIn(wanted: unknown): Format | undefined {
  if (typeof wanted !== 'object' || wanted === null || !('format' in wanted)) return undefined;
  return formats.find((format) => format === wanted.format);
}

function saveLink(text: string, format: Format): string {
  return commandLink(text, 'daymark.saveReport', { format });
}

async function render(markdown: string): Promise<string> {
  return commands.executeCommand<string>('markdown.api.render', markdown);
}
