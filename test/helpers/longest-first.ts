/** The order of a stage's files: those that are known to take long come first, so that its workers end together. */
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** On a quiet machine each takes more than twelve seconds; vitest guesses by the size of a file, until it has run once. */
const longest = ['test/e2e/axe-more.test.ts', 'test/e2e/axe.test.ts', 'test/flow/cli.test.ts', 'test/e2e/hook-forms.test.ts', 'test/flow/badge.test.ts', 'test/e2e/mixed-cards.test.ts', 'test/desktop/security-links.test.ts', 'test/flow/cli-hook-rules.test.ts', 'test/team/team-damage.test.ts', 'test/team/team-damage-relay.test.ts', 'test/team/team.test.ts', 'test/desktop/badge.test.ts', 'test/e2e/states.test.ts', 'test/e2e/composer-drafts.test.ts', 'test/flow/kill.test.ts', 'test/flow/hostile-bodies.test.ts', 'test/flow/floods-kill.test.ts', 'test/flow/mute-model.test.ts']

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => longest.findIndex((one) => moduleId.endsWith(one))
    const rest = await super.sort(files.filter((file) => place(file) === -1))
    return [...files.filter((file) => place(file) !== -1).sort((a, b) => place(a) - place(b)), ...rest]
  }
}
