/** placeholder replaced below */
export async function render(): Promise<string[]> {
  return []
}
