/** What a call of the desktop shell throws: it refused, or is gone; why is in its log. */

export class ShellError extends Error {}
