/** The tests that `npm run soak` runs in their long form (SOAK=1), or from another seed. */
const named = {
  'test/sync': ['group-soak', 'group-removed', 'lying-host'],
  'test/team': ['team', 'team-damage', 'team-damage-relay', 'team-damage-host'],
  'test/flow': ['kill', 'mixed-kill', 'damage', 'hostile-bodies', 'badge', 'mute-model', 'outgoing-kill', 'outgoing-order', 'outgoing-random'],
  'test/e2e': ['mixed-cards', 'xss'],
}

export const soakTests = Object.entries(named).flatMap(([folder, names]) => names.map((name) => `${folder}/${name}.test.ts`))

/** The kinds that they are of. */
export const soakProjects = ['unit', 'flow', 'team', 'browser']
