package io.longshore.collection.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.longshore.testing.Edits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a shell makes of a recipe's variables is the judge of what we make of them. */
class EditedRecipesTest {
  private static final String RECIPE =
      """
      Bootstrap: docker
      From: nipreps/mriqc:23.1.1

      %post
      chmod a+rX -R /opt
      mkdir -p /ihome /data

      %environment
      export LANG="C.UTF-8"
      export LC_ALL='C.UTF-8' # a remark
      export A=b
      """;

  @Provide
  Arbitrary<byte[]> recipes() {
    return Edits.of(RECIPE);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void aRecipeIsDeclaredOrNotEligible(@ForAll("recipes") byte[] bytes)
      throws IOException, InterruptedException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    RecipeReader.Declared declared;
    List<String> lines;
    try {
      declared = RecipeReader.read(text);
      lines = Recipe.parse(text).sections().getOrDefault("environment", List.of());
    } catch (NotEligibleException e) {
      return;
    }
    assertFalse(declared.from().isBlank());
    if (!RECIPE.contains(String.join("\n", lines))) {
      assertEquals(inShell(lines), Map.copyOf(declared.extras().environment()));
    }
  }

  private static Map<String, String> inShell(List<String> lines)
      throws IOException, InterruptedException {
    ProcessBuilder shell =
        new ProcessBuilder("/bin/sh", "-c", String.join("\n", lines) + "\nexec /usr/bin/env -0")
            .redirectErrorStream(true)
            .directory(Path.of(System.getProperty("java.io.tmpdir")).toFile());
    shell.environment().clear();
    Process process = shell.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    Map<String, String> variables = new TreeMap<>();
    for (String variable : output.split("\0")) {
      int equals = variable.indexOf('=');
      if (equals > 0) {
        variables.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    variables.keySet().removeAll(List.of("PWD", "OLDPWD", "SHLVL", "_"));
    return variables;
  }
}
