// What the readers take from Node.js 22 and 20 does not have: JSON is imported without
// saying that it is JSON, and sets have a union.
import { register } from "node:module";

const load = `
  export const load = (url, context, next) =>
    next(url, url.endsWith(".json") ? { ...context, importAttributes: { type: "json" } } : context);
`;
register("data:text/javascript," + encodeURIComponent(load));

Set.prototype.union ??= function (other) {
  return new Set([...this, ...other]);
};
