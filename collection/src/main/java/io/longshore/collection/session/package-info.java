/**
 * A dataset as one command works on it: alone, told to stop by signals, clearing what a dead run
 * left. {@link io.longshore.collection.session.DatasetSession} is where to start.
 */
package io.longshore.collection.session;
