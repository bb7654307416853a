package io.longshore.acceptance.collection;

import io.longshore.acceptance.registry.SmallImages;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.LoopbackRegistry;
import io.longshore.loopback.MadeImage;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A dataset of a few recipes and a registry on the loopback interface that has their images.
 *
 * @param images in the order of the recipes
 */
public record SmallCollection(
    Program program,
    LoopbackRegistry registry,
    LaidOutCollection dataset,
    List<RecipeFact> recipes,
    List<MadeImage> images)
    implements AutoCloseable {

  /**
   * @param folder gets the program, a home, registries.conf and, unless told otherwise, the dataset
   * @param size how many recipes, {@code bids-app-0} and on; each has an old image that a
   *     registration of its name points to
   */
  public static SmallCollection of(Path folder, LoopbackOptions options, int size)
      throws IOException {
    return of(folder, folder.resolve("containers"), options, size, shell -> shell);
  }

  /** As above, with the dataset elsewhere and programs of one's own. */
  public static SmallCollection of(
      Path folder, Path dataset, LoopbackOptions options, int size, UnaryOperator<Shell> settings)
      throws IOException {
    LoopbackRegistry registry = LoopbackRegistry.start(options);
    List<RecipeFact> recipes =
        IntStream.range(0, size).mapToObj(i -> recipe(registry.host(), i)).toList();
    List<MadeImage> images =
        IntStream.range(0, size)
            .mapToObj(
                i ->
                    SmallImages.image(
                        Reference.parse(recipes.get(i).from()), i, Platform.LINUX_AMD64))
            .toList();
    for (int i = 0; i < size; i++) {
      registry.addImage("bids/app-" + i, "1.0", images.get(i));
    }
    Program program = Program.install(folder);
    Path configuration = folder.resolve("registries.conf");
    Files.writeString(
        configuration,
        "[[registry]]\nlocation = \"%s\"\ninsecure = true\n".formatted(registry.host()));
    Shell shell =
        settings.apply(
            program.shell().with("CONTAINERS_REGISTRIES_CONF", configuration.toString()));
    List<RegistrationFact> registrations =
        recipes.stream()
            .map(
                recipe ->
                    new RegistrationFact(
                        recipe.oldImage().get().replaceAll(".*/(.*)--.*", "$1"),
                        recipe.oldImage().get(),
                        "{img_dspath}/scripts/singularity_cmd run {img} {cmd}"))
            .toList();
    return new SmallCollection(
        program,
        registry,
        LaidOutCollection.of(dataset, shell, recipes, registrations),
        recipes,
        images);
  }

  public Shell shell() {
    return dataset.shell();
  }

  public Shell.Result migrate(String... options) {
    return migrateFrom(shell(), options);
  }

  public Shell.Result migrateFrom(Shell shell, String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "migrate";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return program.run(shell, arguments);
  }

  public String recipe(int position) {
    return recipes.get(position).recipe();
  }

  public boolean isMigrated(int position) {
    RecipeFact recipe = recipes.get(position);
    return Files.exists(dataset.path(ExpectedCollection.sif(recipe)))
        && !Files.exists(dataset.path(recipe.recipe()));
  }

  @Override
  public void close() {
    registry.close();
  }

  private static RecipeFact recipe(String host, int position) {
    String image = "images/bids/bids-app-" + position + "--1.0.sing";
    return new RecipeFact(
        "images/bids/Singularity.bids-app-" + position + "--1.0",
        host + "/bids/app-" + position + ":1.0",
        "C.UTF-8",
        "",
        Optional.of(image),
        Optional.of("MD5E-s1000" + position + "--" + "0123456789abcdef".repeat(2) + ".sing"));
  }
}
