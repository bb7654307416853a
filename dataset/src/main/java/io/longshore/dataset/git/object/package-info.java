/**
 * Objects of git and the paths in them: reading, and writing trees and blobs. Uses no repository.
 */
package io.longshore.dataset.git.object;
