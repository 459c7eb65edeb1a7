/** `write-soon-and-die.ts FILE N` writes N notes with `writeSoon` into a file of `openStore`, prints how many resolved and kills itself (SIGKILL). */
import { writeSync } from 'node:fs'
import { openConnection } from '../../src/main/server/store/connection.ts'
import { createWriter } from '../../src/main/server/store/write.ts'

const [path = '', count = '0'] = process.argv.slice(2)
const writer = createWriter(openConnection({ path }), () => undefined)
for (let number = 0; number < Number(count); number += 1) await writer.writeSoon((tx) => void tx.run('INSERT INTO note (text) VALUES (?)', String(number)))
writeSync(1, `${count}\n`)
process.kill(process.pid, 'SIGKILL')
