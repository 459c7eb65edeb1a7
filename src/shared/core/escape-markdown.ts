/** Makes any text show in Markdown exactly as it is written. */

/** Escapes what could become markup; line breaks stay line breaks. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_~[\]<|]|&(?=#?\w{1,32};)/g, '\\$&')
    .replace(/^([ \t]{0,3})([#>=]|[-+](?=[\s-]|$)|\d{1,9}(?=[.)](?:\s|$)))/gm, (_match, indent: string, mark: string) =>
      /\d/.test(mark) ? `${indent}${mark}\\` : `${indent}\\${mark}`,
    )
}
