/** Words of the area "people": cards, profiles, roles and status. */
export const people = {
  cardOf: 'Profile of {{name}}',
  unknown: 'There is nobody called @{{username}} here.',
  role: { owner: 'Owner', admin: 'Admin', member: 'Member', guest: 'Guest' },
  message: 'Message',
  editProfile: 'Edit profile',
  setStatus: 'Set status',
  statusUntil: 'until {{moment}}',
  sameTime: '{{time}} there, as here',
  timeAhead: '{{time}} there, {{hours}} h ahead',
  timeBehind: '{{time}} there, {{hours}} h behind',
} as const
