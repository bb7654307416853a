/**
 * What a collection follows: the rules in {@code .datalad/longshore.yaml}, and what they mean for
 * repositories, versions and names.
 */
package io.longshore.collection.rules;
