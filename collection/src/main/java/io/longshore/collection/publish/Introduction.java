package io.longshore.collection.publish;

import io.longshore.dataset.DatasetCompletion;
import io.longshore.dataset.DatasetCreation.CompletionStep;
import io.longshore.dataset.Subdataset;
import io.longshore.dataset.git.CommitBuilder;
import io.longshore.dataset.git.object.BlobWriter;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.ObjectReader;
import io.longshore.dataset.git.object.TreeChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Adds images-oci as a subdataset of the superdataset, together with the scripts, in a commit of
 * its own.
 */
public final class Introduction {
  private final Subdataset imagesOci;
  private final String imagesOciId;
  private final Optional<String> url;
  private final CompletionStep scripts;
  private final ObjectReader reader;
  private final BlobWriter writer;

  /**
   * @param imagesOciId the DataLad identity of images-oci
   * @param url the URL at which clones find images-oci; empty for the URL in {@code .gitmodules},
   *     or else the relative path
   * @param scripts the scripts that the superdataset needs
   */
  public Introduction(
      Subdataset imagesOci,
      String imagesOciId,
      Optional<String> url,
      CompletionStep scripts,
      ObjectReader reader,
      BlobWriter writer) {
    this.imagesOci = imagesOci;
    this.imagesOciId = imagesOciId;
    this.url = url;
    this.scripts = scripts;
    this.reader = reader;
    this.writer = writer;
  }

  /**
   * Commits what the superdataset lacks, if it lacks anything.
   *
   * @param builder builds upon the commit to complete
   * @param at the commit of images-oci that the superdataset shall name; empty to keep the present
   *     one
   * @param message of the commit
   * @return the files added beside images-oci
   */
  public DatasetCompletion commit(CommitBuilder builder, Optional<ObjectId> at, String message)
      throws IOException {
    Optional<ObjectId> base = builder.tip();
    DatasetCompletion completion = scripts.apply(new DatasetCompletion(base, reader));
    List<TreeChange> changes = new ArrayList<>();
    if (at.isPresent()) {
      changes.addAll(imagesOci.registration(base, at.get(), imagesOciId, url, reader, writer));
    }
    changes.addAll(completion.changes(writer));
    builder.commitIfChanged(changes, message);
    return completion;
  }
}
