/** The host and port that the address guard did not let through, as its sentence names them: what one click can allow. Pure. */
export function refusedHost(problem: string | null): string | undefined {
  return /is not on the public internet.* allow (\S+:\d+) for this webhook/.exec(problem ?? '')?.[1]
}
