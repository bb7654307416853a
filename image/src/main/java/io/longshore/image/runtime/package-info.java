/**
 * The files that Apptainer's conventions require in the root file system of an image from OCI, and
 * the objects that they require in the SIF.
 *
 * <p>Everything in this package is a pure function of its arguments, and every byte it returns is
 * part of the SIF. A change of any script or text therefore needs a new format version of the build
 * profile.
 */
package io.longshore.image.runtime;
