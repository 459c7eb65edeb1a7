/** Words for people when the data folder cannot be opened: what is wrong with the disk, and what to do. */
import { AppError } from '#shared/contract/errors.ts'

const full = /^(SQLITE_FULL|ENOSPC|EDQUOT)/
const closed = /^(SQLITE_(READONLY|CANTOPEN|PERM|AUTH)|EROFS|EACCES|EPERM|ENOTDIR)/
const locked = /^SQLITE_(BUSY|LOCKED)/

/** Of the folder itself, not of one in it. */
const isFile = (error: unknown, dataFolder: string): boolean => error instanceof Error && 'code' in error && (error.code === 'EEXIST' || error.code === 'ENOTDIR') && 'path' in error && error.path === dataFolder

const isMaking = (error: unknown): boolean => error instanceof Error && 'syscall' in error && error.syscall === 'mkdir'

/** @returns an AppError for what the disk said; anything else as it is. */
export function explainOpening(error: unknown, dataFolder: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (isFile(error, dataFolder)) return new AppError('invalid', `${dataFolder} is no folder, but a file or below one. Choose another one with --data; nothing was changed.`)
  if (code === 'ENOENT' && isMaking(error)) return new AppError('invalid', `${dataFolder} cannot be made: the drive, or what a link in it leads to, is not there. Choose another folder with --data; nothing was changed.`)
  if (full.test(code)) return new AppError('storage_full', `The disk of ${dataFolder} is full, and Hookline needs some room to start. Free some space and start it again; nothing was changed.`)
  if (closed.test(code)) return new AppError('storage_failed', `Hookline may not write in ${dataFolder} (${code}). Make the folder and its files writable, or choose another one with --data; nothing was changed.`)
  if (locked.test(code)) return new AppError('storage_failed', `Another program keeps a file of ${dataFolder} locked: a database browser, a backup or a virus scanner. Close it there and start Hookline again; nothing was changed.`)
  if (code.startsWith('SQLITE_IOERR') || code === 'EIO') return new AppError('storage_failed', `The disk of ${dataFolder} does not answer as it should (${code}). Check the disk and start Hookline again; nothing was changed.`)
  return error
}
