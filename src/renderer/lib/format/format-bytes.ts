/** Sizes in the window's language. */
import { formatBytes as format } from '#shared/core/format-bytes.ts'
import { currentLocale } from '../../text/i18n.ts'

export const formatBytes = (sizeBytes: number): string => format(sizeBytes, currentLocale())
