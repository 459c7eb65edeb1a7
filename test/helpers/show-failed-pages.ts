/** Prints what every open window showed when a browser test failed; set up for that kind of test alone. */
import { beforeEach } from 'vitest'
import { describeOpenPages } from './browser.ts'

const longest = 6000

beforeEach(({ onTestFailed }) => {
  onTestFailed(async ({ task }) => {
    console.error(`When "${task.name}" failed, the windows showed:\n${(await describeOpenPages()).slice(0, longest)}`)
  })
})
