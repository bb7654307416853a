// usage: node --import ./node-20.mjs github.mjs WORKFLOW
// Prints each error that GitHub's own reader finds in a workflow, and fails if there is one.
import { readFileSync } from "node:fs";
import { NoOperationTraceWriter, parseWorkflow } from "@actions/workflow-parser";

const [name] = process.argv.slice(2);
const workflow = { name, content: readFileSync(name, "utf8") };
const errors = parseWorkflow(workflow, new NoOperationTraceWriter()).context.errors.getErrors();
errors.forEach((error) => console.log(error.message));
process.exitCode = errors.length > 0 ? 1 : 0;
