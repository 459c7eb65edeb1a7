/** Reads people. */
import { AppError } from '#shared/contract/errors.ts'
import type { PersonId } from '#shared/contract/ids.ts'
import type { Person } from '#shared/contract/person.ts'
import type { Reader } from './connection.ts'

const columns = 'id, username, display_name AS displayName, role, created_at AS createdAt'

export function listPeople(reader: Reader): Person[] {
  return reader.all<Person>(`SELECT ${columns} FROM person ORDER BY username`)
}

export function findPerson(reader: Reader, id: PersonId): Person | undefined {
  return reader.get<Person>(`SELECT ${columns} FROM person WHERE id = ?`, id)
}

/** Usernames are stored in lower case and found in any. */
export function findPersonByUsername(reader: Reader, rawUsername: string): Person | undefined {
  return reader.get<Person>(`SELECT ${columns} FROM person WHERE username = ?`, rawUsername.toLowerCase())
}

/** @throws AppError `not_found`. */
export function getPersonByUsername(reader: Reader, rawUsername: string, field: string): Person {
  const person = findPersonByUsername(reader, rawUsername)
  if (!person) throw new AppError('not_found', `There is no person “${rawUsername}”.`, field)
  return person
}

/** @throws Error when the id is of nobody, which only a bug can cause. */
export function getPerson(reader: Reader, id: PersonId): Person {
  const person = findPerson(reader, id)
  if (!person) throw new Error(`there is no person with id ${id}`)
  return person
}
