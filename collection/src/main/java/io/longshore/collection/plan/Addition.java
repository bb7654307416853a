package io.longshore.collection.plan;

import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.image.RecipeExtras;
import java.util.List;
import java.util.Optional;

/**
 * An image to be added to a collection, which a user named by its reference.
 *
 * @param registration the container's name
 * @param callFormat how the SIF is called; if empty, the call format of the existing registration
 *     stays, and a new registration gets {@link #DEFAULT_CALL_FORMAT}
 * @param withSif whether the SIF is built and registered beside the layout
 */
public record Addition(
    ImageNames names,
    ImageOrigin origin,
    String registration,
    Optional<String> callFormat,
    boolean withSif)
    implements PlannedImage {
  public static final String DEFAULT_CALL_FORMAT =
      "{img_dspath}/scripts/singularity_cmd run {img} {cmd}";

  /** As {@link #DEFAULT_CALL_FORMAT}, with words between the image and the command. */
  public static String callFormat(List<String> words) {
    return words.isEmpty()
        ? DEFAULT_CALL_FORMAT
        : DEFAULT_CALL_FORMAT.replace(" {cmd}", " " + String.join(" ", words) + " {cmd}");
  }

  @Override
  public RecipeExtras extras() {
    return RecipeExtras.NONE;
  }

  @Override
  public List<String> registrations() {
    return List.of(registration);
  }

  @Override
  public List<RepositoryPath> oldImages() {
    return withSif ? List.of(RepositoryPath.of(names.sif())) : List.of();
  }

  @Override
  public List<RepositoryPath> superseded() {
    return List.of();
  }
}
