const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, magenta: 35, cyan: 36 } as const;

export type Colour = keyof typeof codes;
export type Paint = (colour: Colour, text: string) => string;

export const noPaint: Paint = (_, text) => text;

export const ansiPaint: Paint = (colour, text) => `\x1b[${codes[colour]}m${text}\x1b[0m`;

/** Colours only where a person looks, and does not mind: https://no-color.org. */
export function paintFor(stream: { isTTY?: boolean }, wanted: boolean, environment = process.env): Paint {
  return wanted && stream.isTTY === true && !environment.NO_COLOR ? ansiPaint : noPaint;
}
