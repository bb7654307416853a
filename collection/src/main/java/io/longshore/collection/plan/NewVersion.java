package io.longshore.collection.plan;

import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.image.RecipeExtras;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import java.util.List;
import java.util.Optional;

/**
 * A version of a container that the rules of a collection follow.
 *
 * @param platform whose image it is
 * @param registration that is to point to it; none where a newer version has it
 * @param words what a new registration's call has between the image and the command
 * @param keptAs what the image is called from then on whose place it takes, if one is there and is
 *     to stay
 * @param extras those of the image whose place it takes
 */
public record NewVersion(
    ImageNames names,
    Reference reference,
    Optional<Platform> platform,
    Optional<String> registration,
    List<String> words,
    Optional<ImageNames> keptAs,
    RecipeExtras extras)
    implements PlannedImage {
  public NewVersion {
    words = List.copyOf(words);
  }

  @Override
  public ImageOrigin origin() {
    return new ImageOrigin.Registry(reference);
  }

  @Override
  public boolean withSif() {
    return true;
  }

  @Override
  public List<String> registrations() {
    return registration.stream().toList();
  }

  @Override
  public List<RepositoryPath> oldImages() {
    return List.of(RepositoryPath.of(names.sif()));
  }

  @Override
  public List<RepositoryPath> superseded() {
    return List.of();
  }
}
