/** Opens files that may be images and recognizes their format. */
package io.longshore.image.file;
