/**
 * Objects of git and their paths: reads objects, and writes trees and blobs. Does not use {@code
 * GitRepository}.
 */
package io.longshore.dataset.git.object;
