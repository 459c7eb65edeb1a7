/** Words of the area "people": cards, profiles, roles and status. */
export const people = {
  cardOf: 'Profile of {{name}}',
  unknown: 'There is nobody called @{{username}} here.',
  role: { owner: 'Owner', admin: 'Admin', member: 'Member', guest: 'Guest' },
  message: 'Message',
  editProfile: 'Edit profile',
  setStatus: 'Set status',
  statusUntil: 'until {{moment}}',
  statusSpoken: 'Status: {{status}}',
  sameTime: '{{time}} there, as here',
  timeAhead: '{{time}} there, {{hours}} h ahead',
  timeBehind: '{{time}} there, {{hours}} h behind',

  // My menu.
  you: 'You are {{name}}, @{{username}}',
  youPaused: 'You are {{name}}, @{{username}}. Notifications are paused',
  pauseTitle: 'Pause notifications',
  pause: { halfHour: 'For 30 minutes', hour: 'For 1 hour', tomorrow: 'Until tomorrow morning' },
  resume: 'Resume notifications',
  profile: 'Profile',
  settings: 'Settings',
  shortcuts: 'Keyboard shortcuts',

  // The dialog of my status.
  statusTitle: 'Set your status',
  statusText: 'It stands beside your name for everyone in the workspace.',
  statusLabel: 'Status',
  statusPlaceholder: 'What are you up to?',
  chooseEmoji: 'Choose an emoji',
  changeEmoji: 'Change the emoji {{emoji}}',
  presets: 'Suggestions',
  preset: { meeting: 'In a meeting', commuting: 'Commuting', ill: 'Ill', holiday: 'On holiday', remote: 'Working remotely' },
  clearAfter: 'Clear after',
  clear: { never: 'Do not clear', halfHour: '30 minutes', hour: '1 hour', fourHours: '4 hours', today: 'Today', week: 'This week' },
  clearStatus: 'Clear status',
  statusSet: 'Status is set',
  statusCleared: 'Status is cleared',
} as const
