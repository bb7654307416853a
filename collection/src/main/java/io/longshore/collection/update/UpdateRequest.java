package io.longshore.collection.update;

import io.longshore.collection.stage.StagingSettings;
import io.longshore.ground.NextStep;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The request of a user to bring a collection up to date.
 *
 * @param dataset a folder in the superdataset
 * @param typed the containers as the user typed them, see {@link
 *     io.longshore.collection.plan.ImageChoice}; empty for all containers
 * @param currentFolder the folder that typed paths may be relative to
 * @param rebuildMoved whether images whose tag has moved are made anew
 * @param limit the largest number of images that are added; no limit if empty
 * @param since versions whose image was made before this time are left out
 * @param push whether both datasets are pushed afterwards; the update then begins only if a push is
 *     possible
 * @param again the command that repeats this request
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
