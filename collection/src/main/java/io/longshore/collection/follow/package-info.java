/**
 * The verb rules: what a collection holds becomes rules, and rules are compared with what it holds.
 * For {@code longshore rules}.
 */
package io.longshore.collection.follow;
