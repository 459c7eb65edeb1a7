/** Gives the focus back after something floating closed, also to what keys alone reach, for instance a row in a list. */

/** For `finalFocus`: Base UI would look inside a row for its first button, so the row is focused here. */
export function focusBack(element: HTMLElement | boolean | null): boolean {
  if (element === null || typeof element === 'boolean') return element ?? true
  element.focus()
  return document.activeElement !== element
}
