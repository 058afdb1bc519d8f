import type { ByteSource } from '@sg-preflight/terraform';
import type { SavedPlan } from '@sg-preflight/terraform/saved-plan';

/** A document that is open for reading. */
export interface PlanDocument {
	readonly source: ByteSource;
	/** Detected by the first bytes; the reader of that kind validates the rest. */
	readonly content: 'terraform-plan' | 'pulumi-preview' | 'saved-plan';
	/** The saved plan that the document is or was made from, else null. */
	readonly savedPlan: SavedPlan | null;
	/** The way in which a saved plan is read, else null. */
	readonly readBy: ReadBy | null;
}

/** The way in which a saved plan is read. */
export interface ReadBy {
	/** `sg-preflight` itself, or the command that printed its JSON. */
	readonly reader: string;
	/** Why sg-preflight did not read it itself; null when it did, or the user named the program. */
	readonly reason: string | null;
}
