/** The address of a channel inside the app; its name needs no escaping. */
export const channelPath = ({ name }: { readonly name: string }): string => `/channels/${name}`
