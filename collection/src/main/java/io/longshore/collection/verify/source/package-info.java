/** Addresses of content that is verified, and the health of the hosts that serve it. */
package io.longshore.collection.verify.source;
