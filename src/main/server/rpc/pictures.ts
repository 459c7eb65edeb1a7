/** Handlers of remote pictures. */
import type { Handlers } from './handlers.ts'

export const pictures: Handlers<'pictures'> = {
  get: ({ fetchPicture }, { url }) => fetchPicture(url),
}
