package io.longshore.migrate.publish;

import io.longshore.dataset.DatasetCompletion;
import io.longshore.dataset.Subdataset;
import io.longshore.dataset.git.BlobWriter;
import io.longshore.dataset.git.CommitBuilder;
import io.longshore.dataset.git.ObjectId;
import io.longshore.dataset.git.ObjectReader;
import io.longshore.dataset.git.TreeChange;
import io.longshore.migrate.collection.DatasetScripts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lets a superdataset know images-oci, and gives it the scripts, in a commit of its own. */
final class Introduction {
  private final Subdataset imagesOci;
  private final String imagesOciId;
  private final Optional<String> url;
  private final ObjectReader reader;
  private final BlobWriter writer;

  /**
   * @param imagesOciId identity of images-oci
   * @param url where clones find images-oci; empty for what {@code .gitmodules} says already, or
   *     the relative path
   */
  Introduction(
      Subdataset imagesOci,
      String imagesOciId,
      Optional<String> url,
      ObjectReader reader,
      BlobWriter writer) {
    this.imagesOci = imagesOci;
    this.imagesOciId = imagesOciId;
    this.url = url;
    this.reader = reader;
    this.writer = writer;
  }

  /**
   * Commits what the superdataset lacks, if it lacks anything.
   *
   * @param builder on the commit to complete
   * @param at the commit of images-oci
   * @param message of the commit
   * @return warnings for the maintainer
   */
  List<String> commit(CommitBuilder builder, ObjectId at, String message) throws IOException {
    Optional<ObjectId> base = builder.tip();
    builder.commitIfChanged(changes(base, at), message);
    return scripts(base).warnings();
  }

  /** What {@link #commit} writes, also where it is there already in the same form. */
  List<TreeChange> changes(Optional<ObjectId> base, ObjectId at) throws IOException {
    List<TreeChange> changes =
        new ArrayList<>(imagesOci.registration(base, at, imagesOciId, url, reader, writer));
    changes.addAll(scripts(base).changes(writer));
    return changes;
  }

  private DatasetCompletion scripts(Optional<ObjectId> base) throws IOException {
    return DatasetScripts.inSuperdataset(new DatasetCompletion(base, reader));
  }
}
