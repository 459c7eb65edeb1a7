/** Whether somebody last used the keyboard or a pointer. The browser's `:focus-visible` would do, but it changes its mind with the next key. */

let last: 'keys' | 'pointer' = 'keys'
const modifiers = new Set(['Shift', 'Control', 'Alt', 'Meta'])

if (typeof window !== 'undefined') {
  addEventListener('pointerdown', () => (last = 'pointer'), { capture: true, passive: true })
  addEventListener('keydown', ({ key }) => !modifiers.has(key) && (last = 'keys'), { capture: true, passive: true })
}

export const lastInput = (): 'keys' | 'pointer' => last
