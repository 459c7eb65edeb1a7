/** The rules for the text of a person's message, the same for a new one and an edited one. */
import { AppError } from '#shared/contract/errors.ts'

/** `maxLength` in code points. @throws AppError `invalid`, with `field` "text", for a text that is empty or too long. */
export function checkText(text: string, { maxLength, mayBeEmpty }: { readonly maxLength: number; readonly mayBeEmpty: boolean }): string {
  if (text.trim() === '') {
    if (mayBeEmpty) return ''
    throw new AppError('invalid', 'Write something first: the message is empty.', 'text')
  }
  const length = text.length <= maxLength ? text.length : [...text].length
  if (length > maxLength) throw new AppError('invalid', `The message has ${length} characters; at most ${maxLength} fit. Shorten it or send it in parts.`, 'text')
  return text
}
