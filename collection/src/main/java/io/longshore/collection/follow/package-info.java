/**
 * The verb rules, for {@code longshore rules}: makes rules from the registrations of a collection,
 * and compares rules with the registrations.
 */
package io.longshore.collection.follow;
