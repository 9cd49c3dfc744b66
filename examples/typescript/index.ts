// A safe REST API before a state machine that hands its input on. `pulumi install` makes the package's SDK.
import * as aws from "@pulumi/aws";
import * as stepfunctions from "@pulumi/stepfunctions";

const role = new aws.iam.Role("role", {
  assumeRolePolicy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "states.amazonaws.com" }, Action: "sts:AssumeRole" }],
  }),
});
const machine = new aws.sfn.StateMachine("machine", {
  roleArn: role.arn,
  definition: JSON.stringify({ StartAt: "Pass", States: { Pass: { Type: "Pass", End: true } } }),
});
// Once per account and region: leave it out where it's set.
const logging = new stepfunctions.ApiLogging("logging");
const api = new stepfunctions.RestApi(
  "api",
  {
    stateMachineArn: machine.arn,
    inputSchema: {
      type: "object",
      required: ["text"],
      additionalProperties: false,
      properties: { text: { type: "string", maxLength: 7 } },
    },
    allowedOrigins: ["https://example.org"],
  },
  { dependsOn: [logging] },
);
export const stageUrl = api.stageUrl;
