package io.longshore.oci.archive;

import io.longshore.oci.BlobSource;
import io.longshore.oci.layout.LayoutImage;

/** An image on this machine and the source of its blobs. */
public record LocalImage(LayoutImage image, BlobSource blobs) {}
