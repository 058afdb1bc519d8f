/**
 * Thrown when a saved plan contains something that this reader does not support. Users never see it: the tool that made
 * the plan reads it instead, or the message of a UserError contains the reason.
 */
export class UnknownPlan extends Error {
	override readonly name = 'UnknownPlan';
}
