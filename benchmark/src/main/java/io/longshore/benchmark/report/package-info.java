/** Writes measurements as a log and as Markdown tables, and compares them with the targets. */
package io.longshore.benchmark.report;
