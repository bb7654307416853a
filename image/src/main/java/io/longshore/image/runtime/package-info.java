/**
 * What Apptainer's conventions put into the root file system of an image that comes from OCI, and
 * into the SIF beside it.
 *
 * <p>Everything here is a pure function of its arguments, and every byte it gives is part of the
 * SIF: a change of any script or text is a new format version of the build profile.
 */
package io.longshore.image.runtime;
