/**
 * Starts other programs. {@link io.longshore.dataset.process.Command} keeps options and operands
 * apart.
 */
package io.longshore.dataset.process;
