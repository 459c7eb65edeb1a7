/** Turns what the disk refused into words for people. */
import { AppError } from '#shared/contract/errors.ts'

const fullCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** @returns an AppError for everything that the disk said; anything else as it is, because it is a bug. */
export function toDiskError(error: unknown): unknown {
  const code = errorCode(error)
  if (code === '') return error
  if (fullCodes.has(code)) return new AppError('storage_full', 'The disk is full: the file was not stored. Free some space and try again.')
  return new AppError('storage_failed', `The file could not be stored (${code}). Try again in a moment.`)
}

/** The system's name for the error, for instance `ENOENT`; '' when it is not one of the system. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && 'syscall' in error ? String(error.code) : ''
}
