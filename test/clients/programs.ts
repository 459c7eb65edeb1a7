/** The real programs that are tried. */
import { alertmanager } from './alertmanager.ts'
import { discordPrograms } from './discord-programs.ts'
import { nodePrograms } from './node-programs.ts'
import type { Program } from './program.ts'
import { systemPrograms } from './system-programs.ts'

export const programs: readonly Program[] = [...nodePrograms, ...discordPrograms, ...systemPrograms, alertmanager]
