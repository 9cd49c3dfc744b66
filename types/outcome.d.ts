/** The output of the workflow. `make docs` writes this file. */

type OutcomeField = "orderId" | "status" | "total" | "currency" | "message" | "audio";
type RecordingField = "url" | "contentType" | "expiresAt";
type OutcomeStatus = "CANCELLED" | "CONFIRMED" | "UNKNOWN";
