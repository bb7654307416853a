package io.longshore.collection.rules;

import io.longshore.collection.rules.version.Version;

/** A tag, and the version it names. */
public record TaggedVersion(String tag, Version version) implements Comparable<TaggedVersion> {
  public static TaggedVersion of(String tag) {
    return new TaggedVersion(tag, Version.ofTag(tag));
  }

  /** Orders by version. Of two tags for one version, the tag without a prefix comes last. */
  @Override
  public int compareTo(TaggedVersion other) {
    int order = version.compareTo(other.version);
    if (order == 0) {
      order = Integer.compare(other.tag.length(), tag.length());
    }
    return order == 0 ? tag.compareTo(other.tag) : order;
  }
}
