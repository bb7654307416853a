package io.longshore.collection.update;

import io.longshore.collection.stage.StagingSettings;
import io.longshore.ground.NextStep;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is to be brought up to date.
 *
 * @param dataset a folder in the superdataset
 * @param typed which containers, see {@link io.longshore.collection.plan.ImageChoice}; all if there
 *     are none
 * @param currentFolder what paths may be relative to
 * @param rebuildMoved whether images whose tag has moved are made anew
 * @param limit how many images are added at most
 * @param since versions whose image was made before are left out
 * @param push whether both datasets are pushed afterwards, so that it is to be possible
 * @param again the command that asks for this
 */
public record UpdateRequest(
    Path dataset,
    List<String> typed,
    Path currentFolder,
    boolean rebuildMoved,
    Optional<Integer> limit,
    Optional<Instant> since,
    boolean push,
    NextStep again,
    StagingSettings staging) {
  public UpdateRequest {
    typed = List.copyOf(typed);
  }
}
