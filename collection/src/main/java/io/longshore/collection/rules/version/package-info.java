/**
 * What tags say of versions: which version a tag names, which of two is newer, and which lie in a
 * range.
 */
package io.longshore.collection.rules.version;
