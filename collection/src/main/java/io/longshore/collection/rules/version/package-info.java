/**
 * Versions in tags: which version a tag names, which of two versions is newer, and which versions
 * lie in a range.
 */
package io.longshore.collection.rules.version;
