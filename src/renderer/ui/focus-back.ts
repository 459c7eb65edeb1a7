/** Gives the focus back after something floating closed, also to what keys alone reach, for instance a row in a list. */

/**
 * For `finalFocus`. Base UI would look inside a row for its first button, so the row is focused here; a moment later, because React
 * hears no events while it takes the popup out of the page.
 */
export function focusBack(element: HTMLElement | boolean | null): boolean {
  if (element === null || typeof element === 'boolean') return element ?? true
  if (!element.isConnected) return true
  queueMicrotask(() => element.focus())
  return false
}
