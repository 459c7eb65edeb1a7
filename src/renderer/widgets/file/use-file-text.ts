/** The text of a small text file; kept in the cache for a while, because a file never changes. */
import { useQuery } from '@tanstack/react-query'
import type { File as SentFile } from '#shared/contract/file.ts'
import { codeLanguage, fileKind } from '#shared/core/file-kind.ts'
import { decodeText } from '#renderer/lib/files/decode-text.ts'
import { fetchFile } from '#renderer/lib/files/fetch-file.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'

/** Larger ones are a card. */
const LARGEST_BYTES = 256 * 1024

export const isShownAsText = (file: SentFile): boolean => fileKind(file) === 'text' && file.sizeBytes > 0 && file.sizeBytes <= LARGEST_BYTES

/** Null for a file that claims to be text and is not. */
export function useFileText(file: SentFile) {
  return useQuery({
    queryKey: keys.fileText(file.id),
    queryFn: async ({ signal }) => decodeText(await (await fetchFile(file.id, 'content', { signal })).arrayBuffer()),
  })
}

/** The highlighter's language, undefined for plain text. */
export function highlightLanguage(file: SentFile): string | undefined {
  const language = codeLanguage(file)
  return language === 'text' ? undefined : language
}
