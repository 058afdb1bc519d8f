/** Printed in place of a value that is not the id of a group: it may be a secret in the wrong argument. */
export const notAnId = '(not a security group id)';

/** Returns whether a value may be the id of a group, perhaps mistyped. A value of another form is never printed. */
export function mayBeGroupId(value: string): boolean {
	return value.startsWith('sg-') && value.length <= 100;
}

/** Returns the id as a person reads it: quoted, unless it has the form of an id. */
export function printedId(id: string): string {
	return /^(?:sg-[A-Za-z0-9-]+|\(.*\))$/.test(id) ? id : `"${id}"`;
}
