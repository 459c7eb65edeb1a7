/** What the window may load, the same in Electron and in a browser. */

/** Everything from our own origin, pictures as blobs, nothing else. Base UI positions its popups with inline styles. */
export const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
