/**
 * The rules in {@code .datalad/longshore.yaml}, which say what a collection follows, and the
 * meaning of the rules for repositories, versions and names.
 */
package io.longshore.collection.rules;
