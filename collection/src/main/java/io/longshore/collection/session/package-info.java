/**
 * The work of one command on a dataset: exclusive use, requests to stop, and the leftovers of dead
 * runs. Start reading at {@link io.longshore.collection.session.DatasetSession}.
 */
package io.longshore.collection.session;
