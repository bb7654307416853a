/**
 * Whether an image can start, told from its files: the runscript, the program it names, what the
 * kernel needs for that. Nothing of the image is run. Knows nothing of collections.
 */
package io.longshore.image.soundness;
