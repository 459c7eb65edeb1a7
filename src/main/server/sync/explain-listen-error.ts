/** Says why a port cannot be listened on. */

/** What to do about a port that cannot be listened on, for people. */
export function explainListenError(error: unknown, port: number): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'EADDRINUSE') return `Port ${port} is taken by another program. Choose another port.`
  if (code === 'EACCES') return `This computer does not let Hookline listen on port ${port}. Choose one above 1023.`
  return `Hookline cannot listen on port ${port} (${code || String(error)}).`
}
