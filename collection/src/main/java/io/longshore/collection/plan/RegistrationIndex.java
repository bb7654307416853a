package io.longshore.collection.plan;

import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.Registration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds the names under which images are registered, in the order of the configuration. */
public final class RegistrationIndex {
  private final Map<String, List<String>> byPath = new HashMap<>();

  public RegistrationIndex(DataladConfig configuration) {
    for (Registration registration : configuration.registrations()) {
      registration
          .imagePath()
          .ifPresent(
              path ->
                  byPath
                      .computeIfAbsent(path.value(), _ -> new ArrayList<>())
                      .add(registration.name()));
    }
  }

  /** The names of the registrations that point to the image's present or former paths. */
  public List<String> pointingTo(ImageNames image) {
    return Stream.concat(Stream.of(image.sif()), image.formerPlaces().stream())
        .flatMap(path -> byPath.getOrDefault(path, List.of()).stream())
        .toList();
  }

  /** The names of {@code image}, including those of its registrations. */
  public NamedImage name(ImageNames image) {
    return NamedImage.of(image, pointingTo(image));
  }
}
