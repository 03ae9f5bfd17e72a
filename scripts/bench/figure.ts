/** One measured number and the bound it must keep, if it has one. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly atMost?: number;
  readonly atLeast?: number;
  readonly detail: string;
}

export function keeps({ value, atMost, atLeast }: Figure): boolean {
  return (atMost === undefined || value <= atMost) && (atLeast === undefined || value >= atLeast);
}

function shown(value: number): string {
  return value >= 1000 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}

export function lineOf(figure: Figure): string {
  const { name, value, unit, atMost, atLeast, detail } = figure;
  const bound =
    atMost === undefined
      ? atLeast === undefined
        ? ''
        : ` (at least ${shown(atLeast)})`
      : ` (at most ${shown(atMost)})`;
  return `${keeps(figure) ? 'ok  ' : 'OVER'} ${shown(value)} ${unit}${bound}  ${name}; ${detail}`;
}
