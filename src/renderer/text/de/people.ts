/** Wörter des Bereichs "people": Karten, Profile, Rollen und Status. */
export const people = {
  cardOf: 'Profil von {{name}}',
  unknown: 'Hier gibt es niemanden namens @{{username}}.',
  role: { owner: 'Inhaber', admin: 'Admin', member: 'Mitglied', guest: 'Gast' },
  message: 'Nachricht',
  editProfile: 'Profil bearbeiten',
  setStatus: 'Status setzen',
  statusUntil: 'bis {{moment}}',
  sameTime: 'Dort {{time}}, wie hier',
  timeAhead: 'Dort {{time}}, {{hours}} Std. voraus',
  timeBehind: 'Dort {{time}}, {{hours}} Std. zurück',
}
