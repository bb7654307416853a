package io.longshore.acceptance.collection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A collection laid out like the real one: recipes, registrations, and old images that are annex
 * keys without content.
 */
public record LaidOutCollection(Path folder, Shell shell) {

  /** All 389 recipes and 197 registrations. */
  public static LaidOutCollection whole(Path folder, Shell base) throws IOException {
    return of(folder, base, RecipeFact.all(), RegistrationFact.all());
  }

  /** The recipes whose paths end in {@code Singularity.<name>}, and every registration. */
  public static LaidOutCollection some(Path folder, Shell base, String... names)
      throws IOException {
    List<String> wanted =
        List.of(names).stream().map(name -> "images/bids/Singularity." + name).toList();
    List<RecipeFact> recipes =
        RecipeFact.all().stream().filter(fact -> wanted.contains(fact.recipe())).toList();
    if (recipes.size() != names.length) {
      throw new IllegalArgumentException("not all of these are in recipes.tsv: " + wanted);
    }
    return of(folder, base, recipes, RegistrationFact.all());
  }

  public static LaidOutCollection of(
      Path folder, Shell base, List<RecipeFact> recipes, List<RegistrationFact> registrations)
      throws IOException {
    Files.createDirectories(folder);
    LaidOutCollection collection = new LaidOutCollection(folder, base.at(folder));
    Shell shell = collection.shell();
    shell.run("git", "init", "-q", "-b", "master");
    shell.run("git", "config", "user.name", "A Maintainer");
    shell.run("git", "config", "user.email", "maintainer@example.org");
    shell.run("git", "annex", "init", "-q", "collection");
    collection.write(".gitattributes", "* annex.backend=MD5E\n**/.git* annex.largefiles=nothing\n");
    collection.write(".datalad/.gitattributes", "config annex.largefiles=nothing\n");
    collection.write(".datalad/config", configuration(registrations));
    collection.write("scripts/singularity_cmd", "#!/bin/sh\nexec singularity \"$@\"\n");
    collection.path("scripts/singularity_cmd").toFile().setExecutable(true);
    for (RecipeFact recipe : recipes) {
      collection.write(recipe.recipe(), recipe.text());
    }
    shell.run("git", "add", ".");
    shell.feed(
        recipes.stream()
            .filter(recipe -> recipe.oldImageKey().isPresent())
            .map(recipe -> recipe.oldImageKey().get() + " " + recipe.oldImage().get() + "\n")
            .collect(Collectors.joining()),
        "git",
        "annex",
        "fromkey",
        "--force",
        "--batch",
        "-q");
    shell.run("git", "commit", "-q", "-m", "The collection as it was");
    return collection;
  }

  public Path path(String inside) {
    return folder.resolve(inside);
  }

  public Shell imagesOci() {
    return shell.at(path("images-oci"));
  }

  public void write(String inside, String text) throws IOException {
    Files.createDirectories(path(inside).getParent());
    Files.writeString(path(inside), text, StandardCharsets.UTF_8);
  }

  private static String configuration(List<RegistrationFact> registrations) {
    return "[datalad \"dataset\"]\n\tid = "
        + UUID.nameUUIDFromBytes("a test".getBytes(StandardCharsets.UTF_8))
        + "\n# Registrations; those marked frozen are pinned by a study\n"
        + registrations.stream().map(RegistrationFact::text).collect(Collectors.joining());
  }
}
