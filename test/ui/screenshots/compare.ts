import type { Page } from 'playwright-core';

/** One side of a small picture is this part of the photograph's: text blurs, and with it what fonts differ by. */
const shrink = 8;

/** The difference between a screenshot and its reference. */
export interface Difference {
  /** Mean difference of all channels, 0 to 1. */
  readonly mean: number;
  /** Share of pixels of the small picture that differ clearly. */
  readonly clearly: number;
  /** The heights differ by this share, because the page has more or less content. */
  readonly height: number;
}

/** Up to here two photographs show the same. */
export const tolerance: Difference = { mean: 0.02, clearly: 0.02, height: 0.02 };

export function isSame(found: Difference): boolean {
  return found.mean <= tolerance.mean && found.clearly <= tolerance.clearly && found.height <= tolerance.height;
}

/** Returns a screenshot as a small WebP picture. @param page an empty one, whose canvas is used */
export function shrunk(page: Page, png: Buffer): Promise<Buffer> {
  return smaller(page, png, { by: shrink, quality: 0.7 });
}

/** Returns a picture with sides divided by `by`, as WebP. @param page an empty one, whose canvas is used */
export async function smaller(
  page: Page,
  png: Buffer,
  { by, quality }: { readonly by: number; readonly quality: number },
): Promise<Buffer> {
  const url = await page.evaluate(
    async ([data, by, quality]) => {
      const image = await createImageBitmap(await (await fetch(data)).blob());
      const [width, height] = [Math.ceil(image.width / by), Math.ceil(image.height / by)];
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.imageSmoothingQuality = 'high';
      context.drawImage(image, 0, 0, width, height);
      const blob = await canvas.convertToBlob({ type: 'image/webp', quality });
      return Array.from(new Uint8Array(await blob.arrayBuffer()));
    },
    [`data:image/png;base64,${png.toString('base64')}`, by, quality] as const,
  );
  return Buffer.from(url);
}

/** Compares two small pictures pixel by pixel. */
export async function compare(page: Page, pictures: { readonly found: Buffer; readonly reference: Buffer }) {
  const urls = [pictures.found, pictures.reference].map((data) => `data:image/webp;base64,${data.toString('base64')}`);
  return page.evaluate(async (sources): Promise<Difference> => {
    const [found, reference] = await Promise.all(
      sources.map(async (source) => createImageBitmap(await (await fetch(source)).blob())),
    );
    if (!found || !reference) throw new Error('two pictures are compared');
    const [width, height] = [Math.min(found.width, reference.width), Math.min(found.height, reference.height)];
    const [a, b] = [found, reference].map((image) => {
      const context = new OffscreenCanvas(width, height).getContext('2d');
      context?.drawImage(image, 0, 0);
      return context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
    });
    let [sum, clearly] = [0, 0];
    for (let at = 0; at < width * height * 4; at += 4) {
      let most = 0;
      for (let channel = 0; channel < 3; channel++) {
        const difference = Math.abs((a?.[at + channel] ?? 0) - (b?.[at + channel] ?? 0));
        sum += difference;
        most = Math.max(most, difference);
      }
      if (most > 48) clearly++;
    }
    const tall = Math.abs(found.height - reference.height) / reference.height;
    return { mean: sum / (width * height * 3 * 255), clearly: clearly / (width * height), height: tall };
  }, urls);
}
