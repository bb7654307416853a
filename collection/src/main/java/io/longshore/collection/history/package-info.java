/** What earlier runs published and took back, as the trailers of their commits tell. */
package io.longshore.collection.history;
