/**
 * The part of API Gateway's generated JavaScript SDK that the page uses.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/how-to-generate-sdk-javascript.html
 */

/** What a call resolves with; the SDK's axios 0.7 rejects with the same shape, newer ones with an Error around it. */
type SdkAnswer = { status: number; data: unknown };

interface SdkClient {
  rootPost(params: Record<string, never>, body: unknown): Promise<SdkAnswer>;
  rootGet(params: { executionArn: string }): Promise<SdkAnswer>;
}

interface Window {
  apigClientFactory?: { newClient(): SdkClient };
}
