/** Reads tar archives as layers have them: ustar, GNU and PAX headers, sparse files. */
package io.longshore.oci.layer.tar;
