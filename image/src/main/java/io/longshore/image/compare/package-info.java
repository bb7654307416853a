/** What two images have in common, and where they differ. */
package io.longshore.image.compare;
