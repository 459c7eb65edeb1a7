/** Loaded before a process of a team (`--import`): its node:crypto signs wrongly, as a library that was built or changed badly would. */
import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

const { sign } = crypto
const wrongly = (...given: Parameters<typeof sign>): Buffer => {
  const signature = Reflect.apply(sign, undefined, given) as unknown as Buffer
  signature[0] = (signature[0] ?? 0) ^ 1
  return signature
}

crypto.sign = wrongly as typeof sign
syncBuiltinESMExports()
