package io.longshore.dataset;

import io.longshore.dataset.git.object.RepositoryPath;

/**
 * The attributes that decide how the registrations of two people are merged: those of both are
 * kept, by a way of merging that every git has. Each line of a registration of ours stands for
 * itself (see {@link DataladConfig#with}), so it does not matter which lines two people's have in
 * common.
 */
public final class MergeAttributes {
  /** In the root of a dataset. */
  public static final RepositoryPath PATH = new RepositoryPath(".gitattributes");

  private static final String LINES = "/.datalad/config merge=union\n";

  private MergeAttributes() {}

  /** Lines for {@link #PATH}. */
  public static String lines() {
    return LINES;
  }
}
