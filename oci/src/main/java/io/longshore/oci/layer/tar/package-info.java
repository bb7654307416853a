/** Reads the tar archives of layers: ustar, GNU and pax headers, sparse files. */
package io.longshore.oci.layer.tar;
