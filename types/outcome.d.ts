/** What the workflow answers. `make docs` writes this file. */

export type OutcomeField = "orderId" | "status" | "total" | "currency" | "message" | "audio";
export type RecordingField = "url" | "contentType" | "expiresAt";
export type OutcomeStatus = "CANCELLED" | "CONFIRMED" | "UNKNOWN";
