/** Reads people. */
import { AppError } from '#shared/contract/errors.ts'
import type { PostedFile } from '#shared/contract/change.ts'
import type { PersonId } from '#shared/contract/ids.ts'
import type { Person } from '#shared/contract/person.ts'
import type { Reader } from './connection.ts'
import { remember } from './hot-cache.ts'

interface Row extends Omit<Person, 'status' | 'pictureId'> {
  status: string | null
  picture: string | null
}

const columns = 'id, username, display_name AS displayName, role, title, status, time_zone AS timeZone, picture, created_at AS createdAt'

/** Who was removed is not among them; what they wrote still names them. */
export function listPeople(reader: Reader): Person[] {
  return reader.all<Row>(`SELECT ${columns} FROM person WHERE removed_at IS NULL ORDER BY username`).map(toPerson)
}

/** Who was removed and has not come back. */
export function listRemovedPeople(reader: Reader): Person[] {
  return reader.all<Row>(`SELECT ${columns} FROM person WHERE removed_at IS NOT NULL ORDER BY username`).map(toPerson)
}

/** Asked at every post and event, so it is remembered. */
export function findPerson(reader: Reader, id: PersonId): Person | undefined {
  return remember(reader, `person:${id}`, () => {
    const row = reader.get<Row>(`SELECT ${columns} FROM person WHERE id = ?`, id)
    return row && toPerson(row)
  })
}

/** '' for an id that is of nobody. */
export function findUsername(reader: Reader, id: PersonId): string {
  return findPerson(reader, id)?.username ?? ''
}

/** The stored file behind a person's picture, or undefined. */
export function findPicture(reader: Reader, id: PersonId): PostedFile | undefined {
  const row = reader.get<{ picture: string | null }>('SELECT picture FROM person WHERE id = ?', id)
  return row?.picture == null ? undefined : (JSON.parse(row.picture) as PostedFile)
}

function toPerson({ status, picture, ...row }: Row): Person {
  return {
    ...row,
    status: status === null ? null : (JSON.parse(status) as Person['status']),
    pictureId: picture === null ? null : (JSON.parse(picture) as PostedFile).fileId,
  }
}

/** Every username with its id, for finding who a text names. */
export function readUsernames(reader: Reader): ReadonlyMap<string, PersonId> {
  return remember(reader, 'usernames', () => new Map(reader.all<{ username: string; id: PersonId }>('SELECT username, id FROM person WHERE removed_at IS NULL').map(({ username, id }) => [username, id])))
}

/** Asked at every delivery, so it is remembered. */
export function isRemoved(reader: Reader, id: PersonId): boolean {
  return remember(reader, `removed:${id}`, () => reader.get('SELECT 1 FROM person WHERE id = ? AND removed_at IS NOT NULL', id) !== undefined)
}

/** Usernames are stored in lower case and found in any. */
export function findPersonByUsername(reader: Reader, rawUsername: string): Person | undefined {
  const row = reader.get<Row>(`SELECT ${columns} FROM person WHERE username = ?`, rawUsername.toLowerCase())
  return row && toPerson(row)
}

/** @throws AppError `not_found`. */
export function getPersonByUsername(reader: Reader, rawUsername: string, field: string): Person {
  const person = findPersonByUsername(reader, rawUsername)
  if (!person) throw new AppError('not_found', `There is no person “${rawUsername}”.`, field)
  if (isRemoved(reader, person.id)) throw new AppError('not_found', `${person.username} does not belong to this workspace any more.`, field)
  return person
}

/** @throws Error when the id is of nobody, which only a bug can cause. */
export function getPerson(reader: Reader, id: PersonId): Person {
  const person = findPerson(reader, id)
  if (!person) throw new Error(`there is no person with id ${id}`)
  return person
}
