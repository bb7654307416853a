package io.longshore.image;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The additions of a recipe to its base image, in declarative form.
 *
 * @param directories absolute paths made if absent, mode 0755, owner 0:0
 * @param environment variables exported when the image runs, in the recipe's order; values are
 *     literal text
 * @param readableTrees absolute paths below which {@code chmod -R a+rX} is applied
 */
public record RecipeExtras(
    List<String> directories,
    SequencedMap<String, String> environment,
    List<String> readableTrees) {
  public static final RecipeExtras NONE =
      new RecipeExtras(List.of(), new LinkedHashMap<>(), List.of());

  public RecipeExtras {
    directories = List.copyOf(directories);
    environment = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(environment));
    readableTrees = List.copyOf(readableTrees);
  }
}
