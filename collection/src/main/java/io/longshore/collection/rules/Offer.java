package io.longshore.collection.rules;

import io.longshore.collection.rules.version.Version;
import io.longshore.oci.Reference;

/** A version that is offered, and the reference from which its image can be made. */
public record Offer(Version version, Reference reference) {}
