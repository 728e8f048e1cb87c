/** Closes a `switch`: the compiler refuses the call while a case is missing. */
export function assertNever(value: never): never {
  throw new Error(`not a case we know: ${JSON.stringify(value)}`);
}
