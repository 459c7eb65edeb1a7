/** Light, dark or as the system: the part of the look that menus outside the settings offer too. */
import type { Preferences } from '#shared/contract/preference.ts'
import { useLook } from './look.ts'

export type Theme = Preferences['look.theme']

export const useTheme = (): Theme => useLook(({ look }) => look['look.theme'])
