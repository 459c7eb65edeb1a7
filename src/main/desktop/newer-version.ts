/** Whether a feed announces a newer version: what its file says, and which of two versions is the newer one. */

/** As electron-builder names them beside the packages. */
export function feedFile(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'latest-mac.yml'
  return platform === 'win32' ? 'latest.yml' : 'latest-linux.yml'
}

/** Null when it is no such file. Versions with a suffix are for those who test. */
export function readFeedVersion(text: string): string | null {
  return /^version: *['"]?(\d{1,6}\.\d{1,6}\.\d{1,6})['"]? *$/m.exec(text.replaceAll('\r', ''))?.[1] ?? null
}

/** Both as `1.2.3`; a suffix is not looked at. */
export function isNewer(version: string, than: string): boolean {
  const [ours, theirs] = [than, version].map((one) => one.split(/[-+]/, 1)[0]!.split('.').map(Number))
  for (let index = 0; index < 3; index += 1) {
    const difference = (theirs![index] ?? 0) - (ours![index] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return false
}
