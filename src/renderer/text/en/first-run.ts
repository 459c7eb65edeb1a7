/** Words of the area "first-run": the first page of a new workspace. */
export const firstRun = {
  title: 'A chat for your team and your tools',
  lead: 'Two names and you are in.',
  workspaceName: 'Workspace name',
  displayName: 'Your name',
  workspaceNameWrong: 'Give the workspace a name of at most 64 characters',
  displayNameWrong: 'Say your name in at most 64 characters',
  create: 'Create workspace',
  postTo: 'Tools post to <code>{{host}}</code>, this computer only',
  postHere: 'Tools post from this computer only',
  storedHere: 'Everything is stored on this computer',
  noAccount: 'No account, no server elsewhere',
  artTool: 'Your tool',
  artAnswer: '200 ok',
  artHook: 'Deployed **web 4.18.2** to production',
  artPerson: 'That was quick. Coffee? ☕',
} as const
