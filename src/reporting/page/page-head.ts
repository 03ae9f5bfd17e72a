import { Markup, markup } from '../markup';
import { pageStyle } from './bundle';
import { styleAndScript, styleOnly } from './policy';

export interface PageHead {
  readonly title: string;
  /** The only one that may run. */
  readonly script?: string;
}

/** How every page of ours begins: in one file, without a network, in light and dark, on any width. */
export function pageHead({ title, script }: PageHead): Markup {
  const style = pageStyle();
  return markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${script === undefined ? styleOnly(style) : styleAndScript(style, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Markup(style)}</style>
</head>`;
}
