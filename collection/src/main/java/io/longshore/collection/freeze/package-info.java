/** Freezing: registrations that stay at an image until a person says otherwise. */
package io.longshore.collection.freeze;
