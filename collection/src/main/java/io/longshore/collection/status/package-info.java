/**
 * The verb status: what is migrated, what is not, what is here. Reads what {@code migrate} left of
 * failures and origins.
 */
package io.longshore.collection.status;
