/** A file's name as it is safe to show and to save: without folders and without characters that let it look like another one. */

const LONGEST = 255
/** Controls, and the marks that turn the direction of what follows: with them `annexe\u202Egpj.exe` looks like a picture. */
const treacherous = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\u2028\u2029\uFEFF]/gu

/** Never empty, at most 255 characters; of a long name the end stays, because it says what the file is. */
export function cleanFileName(raw: string): string {
  const name = (raw.split(/[/\\]/).at(-1) ?? '').replace(treacherous, '').toWellFormed().trim()
  if (name === '' || /^\.+$/.test(name)) return 'file'
  return shorten(name)
}

function shorten(name: string): string {
  if (name.length <= LONGEST) return name
  const dot = name.lastIndexOf('.')
  const ending = dot > 0 && name.length - dot <= 20 ? name.slice(dot) : ''
  // A cut through a surrogate pair leaves a half that is replaced.
  return name.slice(0, LONGEST - ending.length).toWellFormed() + ending
}

/** In lower case, without the dot; '' for none. `.bashrc` has none: it is all name. */
export function fileEnding(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase()
}
