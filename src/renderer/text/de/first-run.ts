/** Words of the area "first-run". */
export const firstRun = {
  title: 'Ein Chat für dein Team und deine Tools',
  lead: 'Zwei Namen, und du bist drin.',
  workspaceName: 'Name des Workspace',
  displayName: 'Dein Name',
  workspaceNameWrong: 'Gib dem Workspace einen Namen mit höchstens 64 Zeichen',
  displayNameWrong: 'Sag deinen Namen in höchstens 64 Zeichen',
  create: 'Workspace anlegen',
  postTo: 'Tools posten an <code>{{host}}</code>, nur auf diesem Computer',
  postHere: 'Tools posten nur von diesem Computer',
  storedHere: 'Alles ist auf diesem Computer gespeichert',
  noAccount: 'Kein Konto, kein Server anderswo',
  artTool: 'Dein Tool',
  artAnswer: '200 ok',
  artHook: '**web 4.18.2** ist in Produktion',
  artPerson: 'Das ging schnell. Kaffee? ☕',
} as const
