/** The product's own icon of a hook; drawn like the icons of lucide. */
import { createLucideIcon } from 'lucide-react'

export const HookIcon = createLucideIcon('hook', [
  ['path', { d: 'M16 7v8a5 5 0 0 1-10 0v-5l3.5 3.2', key: 'hook' }],
  ['circle', { cx: '16', cy: '4.75', r: '2.25', key: 'eye' }],
])
