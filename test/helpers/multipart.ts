/** Writes multipart bodies byte by byte, right ones and wrong ones. */

export interface SentPart {
  readonly name?: string
  /** Makes it a file. */
  readonly fileName?: string
  readonly type?: string
  readonly content: string | Uint8Array
}

export const boundary = '----hookline.test'

export const multipartType = `multipart/form-data; boundary=${boundary}`

/** Without `end` it lacks its last line, as when a sender is cut off. */
export function multipart(parts: readonly SentPart[], { end = true } = {}): Buffer {
  const pieces = parts.map(({ name, fileName, type, content }) => {
    const disposition = ['form-data', ...(name === undefined ? [] : [`name="${name}"`]), ...(fileName === undefined ? [] : [`filename="${fileName}"`])].join('; ')
    const head = [`--${boundary}`, `Content-Disposition: ${disposition}`, ...(type === undefined ? [] : [`Content-Type: ${type}`]), '', ''].join('\r\n')
    return Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from('\r\n')])
  })
  return Buffer.concat([...pieces, Buffer.from(end ? `--${boundary}--\r\n` : '')])
}

/** A form of plain fields. */
export function formOf(fields: Readonly<Record<string, string>>): Buffer {
  return multipart(Object.entries(fields).map(([name, content]) => ({ name, content })))
}
