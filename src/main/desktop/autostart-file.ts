/** The file that makes a Linux desktop start us: how the words of a command are written in it. */

export function autostartFile(words: readonly string[]): string {
  return ['[Desktop Entry]', 'Type=Application', 'Name=Hookline', `Exec=${words.map(quote).join(' ')}`, 'X-GNOME-Autostart-enabled=true', 'Terminal=false', ''].join('\n')
}

/** Desktop Entry Specification: quoted, with the signs of a shell escaped, percent doubled, and the backslash of each escape doubled for the file. */
function quote(word: string): string {
  return `"${word.replaceAll(/["`$\\]/g, '\\$&').replaceAll('\\', '\\\\').replaceAll('%', '%%')}"`
}
