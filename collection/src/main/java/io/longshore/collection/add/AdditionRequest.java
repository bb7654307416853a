package io.longshore.collection.add;

import io.longshore.collection.plan.ImageOrigin;
import io.longshore.collection.stage.StagingSettings;
import io.longshore.ground.NextStep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The image that a user wants to add, and the names that the user chose for it.
 *
 * @param dataset a folder in the superdataset
 * @param image path of the SIF in the superdataset, or of the layout in images-oci; by the
 *     collection's conventions if empty
 * @param name of the registration; if empty, the name of the image without its version
 * @param callFormat how the registration calls the SIF
 * @param update whether an existing registration or image may be replaced
 * @param withSif whether a SIF is built and registered beside the layout
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
   * The command line of this request with its names. The caller adds the option that would make it
   * succeed.
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
