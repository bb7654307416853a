package io.longshore.collection.add;

import io.longshore.collection.plan.ImageOrigin;
import io.longshore.collection.stage.StagingSettings;
import io.longshore.ground.NextStep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What to add, and what the user chose to call it.
 *
 * @param dataset a folder in the superdataset
 * @param image path of the SIF in the superdataset, or of the layout in images-oci; by the
 *     collection's conventions if empty
 * @param name of the registration; that of the image without its version if empty
 * @param callFormat how the registration calls the SIF
 * @param update whether what is there may be replaced
 * @param withSif whether a SIF is built and registered, or the layout alone
 */
public record AdditionRequest(
    Path dataset,
    ImageOrigin origin,
    Optional<String> image,
    Optional<String> name,
    Optional<String> callFormat,
    boolean update,
    boolean withSif,
    StagingSettings staging) {

  /**
   * The command that asks for this, names included, to be completed by what would make it succeed.
   *
   * @param typed the image as the user typed it
   */
  NextStep command(String typed) {
    List<String> words = new ArrayList<>(List.of("longshore", "add", typed));
    image.ifPresent(path -> words.addAll(List.of("--image", path)));
    name.ifPresent(text -> words.addAll(List.of("--name", text)));
    if (!withSif) {
      words.add("--layout-only");
    }
    return NextStep.ofCommand(words);
  }
}
