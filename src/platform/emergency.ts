/** Internal: how to go on without guards, as the last sentence of what they say. */
export const EMERGENCY = "In an emergency: -var skip_guards='the reason'.";
