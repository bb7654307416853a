/**
 * Image archives as {@code docker save} and {@code skopeo copy} write them, unpacked to layouts.
 */
package io.longshore.oci.archive;
