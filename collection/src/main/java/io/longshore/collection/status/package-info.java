/**
 * The verb status: lists which images are migrated, which are not, and which content this clone
 * has. It reads the failures and the rules for origins of {@code migrate}.
 */
package io.longshore.collection.status;
