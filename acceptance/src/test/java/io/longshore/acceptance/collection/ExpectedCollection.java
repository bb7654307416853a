package io.longshore.acceptance.collection;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a migration of these recipes has to come to, told from the tables alone. */
public record ExpectedCollection(List<RecipeFact> recipes) {

  public static String sif(RecipeFact recipe) {
    return recipe.recipe().replace("Singularity.", "") + ".sif";
  }

  /** Relative to images-oci. */
  public static String layout(RecipeFact recipe) {
    return recipe.recipe().replace("Singularity.", "").substring("images/".length()) + ".oci";
  }

  /** {@code .datalad/config} with the images that were replaced, and nothing else, exchanged. */
  public String configuration(String before) {
    Map<String, String> replaced =
        recipes.stream()
            .filter(recipe -> recipe.oldImage().isPresent())
            .collect(
                Collectors.toMap(
                    recipe -> "\timage = " + recipe.oldImage().get(),
                    recipe -> "\timage = " + sif(recipe)));
    return before
        .lines()
        .map(line -> replaced.getOrDefault(line, line) + "\n")
        .collect(Collectors.joining());
  }

  public Map<String, RecipeFact> bySif() {
    return recipes.stream().collect(Collectors.toMap(ExpectedCollection::sif, Function.identity()));
  }
}
