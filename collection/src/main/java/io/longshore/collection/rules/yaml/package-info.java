/** YAML that strangers wrote, with the places where everything in it stands. */
package io.longshore.collection.rules.yaml;
