package io.longshore.collection.plan;

import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.image.RecipeExtras;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A version of a container that the rules of a collection follow.
 *
 * @param platform whose image it is
 * @param calls the registrations that are to point to it, and what the call of each has between the
 *     image and the command if it is a new one; none where newer versions have them
 * @param keptAs what the image is called from then on whose place it takes, if one is there and is
 *     to stay
 * @param extras those of the image whose place it takes
 * @param withSif whether a SIF is built; not where the image whose place it takes has none
 */
public record NewVersion(
    ImageNames names,
    Reference reference,
    Optional<Platform> platform,
    SequencedMap<String, List<String>> calls,
    Optional<ImageNames> keptAs,
    RecipeExtras extras,
    boolean withSif)
    implements PlannedImage {
  public NewVersion {
    calls = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(calls));
  }

  /** The same image, to which more registrations are to point. */
  public NewVersion alsoCalled(SequencedMap<String, List<String>> more) {
    SequencedMap<String, List<String>> all = new LinkedHashMap<>(calls);
    more.forEach(all::putIfAbsent);
    return new NewVersion(names, reference, platform, all, keptAs, extras, withSif);
  }

  /** The same image, to which these registrations are not to point after all. */
  public NewVersion without(Collection<String> registrations) {
    SequencedMap<String, List<String>> left = new LinkedHashMap<>(calls);
    left.keySet().removeAll(registrations);
    return new NewVersion(names, reference, platform, left, keptAs, extras, withSif);
  }

  @Override
  public ImageOrigin origin() {
    return new ImageOrigin.Registry(reference);
  }

  @Override
  public List<String> registrations() {
    return List.copyOf(calls.keySet());
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
