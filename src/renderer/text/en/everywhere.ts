/** Words of the area "common": what buttons, forms and errors say everywhere. Other areas use them; they do not repeat them. */
export const common = {
  add: 'Add',
  cancel: 'Cancel',
  clear: 'Clear',
  close: 'Close',
  copied: 'Copied',
  copyBlocked: 'Blocked: text selected',
  delete: 'Delete…',
  discard: 'Discard',
  done: 'Done',
  edit: 'Edit',
  more: 'More',
  open: 'Open',
  optional: 'optional',
  save: 'Save',
  toasts: 'What was just done',
  tryAgain: 'Try again',
  keys: { mod: 'Ctrl', alt: 'Alt', shift: 'Shift', enter: 'Enter', escape: 'Esc', delete: 'Del' },

  picture: 'Picture',
  openPicture: 'Open picture',
  openPictureOf: 'Open picture: {{alt}}',

  // Sizes and durations; the space before a unit does not break.
  bytes_one: '{{count, number}}\u00a0byte',
  bytes_other: '{{count, number}}\u00a0bytes',
  kilobytes: '{{size, number}}\u00a0kB',
  megabytes: '{{size, number}}\u00a0MB',
  underMillisecond: 'under 1\u00a0ms',
  milliseconds: '{{ms, number}}\u00a0ms',
  seconds: '{{seconds, number}}\u00a0s',
  percent: '{{percent, number}}\u00a0%',

  // Why a value is not taken.
  tooLong_one: 'Use at most {{count, number}} character',
  tooLong_other: 'Use at most {{count, number}} characters',
  notValid: 'This is not valid',

  // Why a call failed, where the server did not say it.
  connectionLost: 'The connection was lost. Try again.',
  noAnswer: 'Hookline did not answer within 10 seconds. It may be busy or closed.',
  notUnderstood: 'Hookline did not understand this request.',
  shellRefused: 'The app around this window could not do it. Try again; if it happens again, its log says more.',
  somethingBroke: 'Something went wrong inside Hookline. Try again; if it happens again, its log says more.',

  // Times, relative to today; a day and a time come already formatted.
  dayToday: 'Today, {{day}}',
  dayYesterday: 'Yesterday, {{day}}',
  momentToday: 'today at {{time}}',
  momentYesterday: 'yesterday at {{time}}',
  momentTomorrow: 'tomorrow at {{time}}',
  momentOn: '{{day}} at {{time}}',
  agoNever: 'never',
  agoNow: 'just now',
  agoMinutes: '{{count, number}}\u00a0min ago',
  agoHours: '{{count, number}}\u00a0h ago',
} as const
