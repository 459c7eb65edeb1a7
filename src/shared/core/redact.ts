/** Takes out of a text what a stranger must not read: addresses, names of people in paths, whatever looks like a secret, whatever is quoted. */

/** UUIDs of version 7 are our ids, made from the time; those of other versions may be secrets. */
const ownId = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i
const opaque = /[A-Za-z0-9_+/=-]{16,}/g
const uuid = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi

/**
 * For sentences of errors and logs. What is between quotation marks is a value that somebody gave, so it goes, whatever it is.
 * Words stay: only runs of 16 or more characters of which a secret could be made are taken, unless they are plain words.
 */
export function redact(text: string): string {
  return text
    .replace(/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>)\]]*/gi, (url) => `${url.slice(0, url.indexOf(':'))}://…`)
    .replace(/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, '…@…')
    .replace(/(["'`])(?:\\.|(?!\1)[^\\\n])+\1|“[^”]*”|„[^“”]*[“”]|«[^»]*»/g, '“…”')
    .replace(/(?:[A-Za-z]:)?(?:[\\/][^\s\\/:*?"<>|]+){2,}/g, (path) => `…/${path.split(/[\\/]/).at(-1) ?? ''}`)
    .replace(uuid, (id) => (ownId.test(id) ? id : '…'))
    .replace(opaque, (run) => (ownId.test(run) || isWords(run) ? run : run.replace(/[^/].*/, '…')))
}

/** `better-sqlite-something`, `UnhandledPromiseRejection`: letters in the shape of words, each short. */
function isWords(run: string): boolean {
  return run.split(/[-_/+=]|(?<=[a-z])(?=[A-Z])/).every((word) => /^([A-Z]?[a-z]{0,13}|[A-Z]{1,13})$/.test(word)) && /[aeiouy]/i.test(run)
}

/** An error as lines: its sentence without values, then where it arose, with the names of our files but not their folders. */
export function redactError(stack: string): string[] {
  const [first = '', ...rest] = stack.split('\n')
  const places = rest.flatMap((line) => {
    const place = /^\s+at (?:(?<name>[\w$.<> [\]#]+) \()?.*?(?<file>[^\\/]+?):(?<line>\d+):(?<column>\d+)\)?$/.exec(line)?.groups
    return place === undefined ? [] : [`at ${place['name'] ?? '(anonymous)'} (${place['file']}:${place['line']}:${place['column']})`]
  })
  return [redact(first), ...places.slice(0, 12)]
}
