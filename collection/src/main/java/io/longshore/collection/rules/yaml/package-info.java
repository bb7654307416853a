/** Reads YAML that strangers wrote, and keeps the line and column of every value. */
package io.longshore.collection.rules.yaml;
