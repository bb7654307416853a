/** Files that may be images: whether they are here, and of which format. */
package io.longshore.image.file;
