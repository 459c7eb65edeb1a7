/** The address of a channel inside the app. */
export const channelPath = ({ name }: { readonly name: string }): string => `/channels/${encodeURIComponent(name)}`
