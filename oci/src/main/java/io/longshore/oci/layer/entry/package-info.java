/** One entry of a layer: its path, kind and attributes. */
package io.longshore.oci.layer.entry;
