package io.longshore.collection.rules;

import io.longshore.collection.rules.version.Version;
import io.longshore.oci.Reference;

/** A version that can be had, and where. */
public record Offer(Version version, Reference reference) {}
