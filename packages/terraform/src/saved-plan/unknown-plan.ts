/**
 * Thrown when a saved plan has something that this reader does not know. It never reaches the user as it is: the tool that
 * made the plan reads it instead, or the message of a UserError gives this reason.
 */
export class UnknownPlan extends Error {
	override readonly name = 'UnknownPlan';
}
