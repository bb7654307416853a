/** Figures of measurements as a log and as Markdown tables, and the targets they are held to. */
package io.longshore.benchmark.report;
