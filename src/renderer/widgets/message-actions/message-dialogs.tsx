/** The dialogs of messages, drawn once for all rows, because a row can leave the page while its dialog is open. */
export function MessageDialogs() {
  return null
}
