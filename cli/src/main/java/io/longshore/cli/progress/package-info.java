/** How far long work has got: gathered by a board, shown by one thread. */
package io.longshore.cli.progress;
