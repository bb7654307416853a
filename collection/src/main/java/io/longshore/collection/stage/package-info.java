/**
 * Fetches images and builds their SIFs beside the dataset, several at once, without changing the
 * dataset. Start reading at {@link io.longshore.collection.stage.Stager}.
 */
package io.longshore.collection.stage;
