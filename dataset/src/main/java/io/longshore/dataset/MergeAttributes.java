package io.longshore.dataset;

import io.longshore.dataset.git.object.RepositoryPath;

/**
 * The attributes that make git keep the registrations of both sides of a merge, with the merge
 * driver {@code union} that every git has. Each line of Longshore's registrations names its
 * registration (see {@link DataladConfig#with}), so the merged file is right even if both sides
 * share lines.
 */
public final class MergeAttributes {
  /** The file in the root of a dataset. */
  public static final RepositoryPath PATH = new RepositoryPath(".gitattributes");

  private static final String LINES = "/.datalad/config merge=union\n";

  private MergeAttributes() {}

  /** The lines for {@link #PATH}. */
  public static String lines() {
    return LINES;
  }
}
