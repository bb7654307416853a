package io.longshore.fuzz;

import io.longshore.collection.recipe.NotEligibleException;
import io.longshore.collection.recipe.RecipeReader;
import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.image.BuildProfile;
import io.longshore.image.ImageProvenance;
import io.longshore.image.RecipeExtras;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads a recipe. A layout must be able to hold what the recipe declares, with the same meaning.
 */
public final class RecipeTarget {
  private static final Digest DIGEST = Digest.parse("sha256:" + "0".repeat(64));

  private RecipeTarget() {}

  public static void fuzzerTestOneInput(byte[] input) throws FailureException {
    RecipeReader.Declared declared;
    try {
      declared = RecipeReader.read(new String(input, StandardCharsets.UTF_8));
      Reference.parse(declared.from());
    } catch (NotEligibleException | IllegalArgumentException refusal) {
      Expectation.holds(!refusal.getMessage().isBlank(), "a refusal without a reason");
      return;
    }
    RecipeExtras extras = declared.extras();
    Expectation.holds(
        extras.equals(ImageProvenance.extrasIn(annotated(declared).toMap(), "image")),
        "a layout would say something else than " + declared);
    try {
      Expectation.holds(
          declared.equals(RecipeReader.read(plainly(declared))),
          "written plainly, it says something else than " + declared);
    } catch (NotEligibleException e) {
      throw new AssertionError("written plainly, it is refused: " + declared, e);
    }
  }

  private static ImageProvenance annotated(RecipeReader.Declared declared) {
    return new ImageProvenance(
        declared.from(),
        Optional.empty(),
        DIGEST,
        Platform.LINUX_AMD64,
        declared.extras(),
        BuildProfile.DEFAULT);
  }

  /** Values in single quotes, in which a shell takes every character for itself. */
  private static String plainly(RecipeReader.Declared declared) {
    StringBuilder text = new StringBuilder("Bootstrap: docker\nFrom:" + declared.from() + "\n");
    text.append("%post\n");
    declared.extras().directories().forEach(path -> text.append("mkdir -p " + path + "\n"));
    declared.extras().readableTrees().forEach(path -> text.append("chmod -R a+rX " + path + "\n"));
    text.append("%environment\n");
    declared
        .extras()
        .environment()
        .forEach(
            (name, value) ->
                text.append("export " + name + "='" + value.replace("'", "'\\''") + "'\n"));
    return text.toString();
  }
}
