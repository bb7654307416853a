package io.longshore.collection.add;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.longshore.collection.plan.Addition;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.plan.ImageOrigin;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.Registration;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.util.Optional;

/** Plans the addition of an image to a collection, or says why the image cannot be added. */
public final class AdditionPlanner {
  private final CollectionInventory collection;
  private final ImageOrigin origin;
  private final String typed;
  private final NextStep command;
  private final boolean update;

  /**
   * @param typed the image as the user typed it, for messages
   * @param command the whole command that the user typed, for the next step
   * @param update whether a registration or image of the same name may be replaced
   */
  public AdditionPlanner(
      CollectionInventory collection,
      ImageOrigin origin,
      String typed,
      NextStep command,
      boolean update) {
    this.collection = collection;
    this.origin = origin;
    this.typed = typed;
    this.command = command;
    this.update = update;
  }

  /**
   * @param image path of the SIF or layout, if the user chose it
   * @param name of the registration, if the user chose it
   * @throws FailureException of kind DATASET if no name can be derived, or a name breaks the
   *     collection's conventions or is taken
   */
  public Addition plan(
      Optional<String> image, Optional<String> name, Optional<String> callFormat, boolean withSif)
      throws FailureException {
    ImageNames names = image.isPresent() ? chosen(image.get()) : derived();
    String registration = name.orElseGet(() -> Registration.nameOf(names.container()));
    if (!Registration.isName(registration)) {
      throw refused(
          "'" + registration + "' cannot be a container's name: letters, digits and - only",
          "choose another with --name");
    }
    refuseRecipe(names);
    if (withSif) {
      refuseImage(names);
      refuseRegistration(collection.configuration(), registration, RepositoryPath.of(names.sif()));
    }
    refuseRegistration(
        collection.imagesOciConfiguration(), registration, RepositoryPath.of(names.layout()));
    return new Addition(names, origin, registration, callFormat, withSif);
  }

  private ImageNames chosen(String image) throws FailureException {
    String path = image.endsWith("/") ? image.substring(0, image.length() - 1) : image;
    String inImagesOci = path.startsWith("images-oci/") ? path.substring(11) : path;
    return RepositoryPath.find(path)
        .flatMap(
            normal ->
                ImageNames.ofSif(normal.value())
                    .or(() -> ImageNames.ofLayout(RepositoryPath.of(inImagesOci).value())))
        .filter(ImageNames::suitDatalad)
        .orElseThrow(
            () ->
                refused(
                    "'"
                        + image
                        + "' names no image of the collection"
                        + (image.indexOf('\\') < 0
                            ? ""
                            : ": DataLad can do nothing with a backslash in a path"),
                    "name it as --image images/FAMILY/FAMILY-NAME--VERSION.sif"));
  }

  private ImageNames derived() throws FailureException {
    if (!(origin instanceof ImageOrigin.Registry registry)) {
      throw refused(
          "what it is to be called cannot be told from it",
          "choose: --image images/FAMILY/FAMILY-NAME--VERSION.sif");
    }
    return new NamingConvention(collection.images())
        .namesFor(registry.reference())
        .orElseThrow(
            () ->
                refused(
                    "no family can be derived from its name",
                    "choose: --image images/FAMILY/FAMILY-NAME--VERSION.sif"));
  }

  private void refuseRecipe(ImageNames names) throws FailureException {
    if (collection.superdataset().contains(RepositoryPath.of(names.recipe()))) {
      throw refused(
          "would be " + names.sif() + ", which the collection has a recipe for",
          NextStep.of("longshore migrate {}", names.recipe()));
    }
  }

  private void refuseImage(ImageNames names) throws FailureException {
    if (!update && collection.superdataset().contains(RepositoryPath.of(names.sif()))) {
      throw refused(
          "would be " + names.sif() + ", which is there already",
          command.then(" --update   to have it anew, or --image PATH to put it elsewhere"));
    }
  }

  private void refuseRegistration(DataladConfig configuration, String name, RepositoryPath image)
      throws FailureException {
    Optional<Registration> present = configuration.registration(name);
    if (present.isEmpty() || present.get().imagePath().equals(Optional.of(image))) {
      return;
    }
    if (configuration.isFrozen(name)) {
      throw refused(
          "would be registered as " + name + ", which a comment in .datalad/config calls frozen",
          "register it beside with --name OTHER, or remove the comment");
    }
    if (update) {
      return;
    }
    throw refused(
        "would be registered as "
            + name
            + ", which is registered already"
            + present.get().image().map(other -> " (" + other + ")").orElse(""),
        command.then(" --update   to replace that, or --name OTHER to register it beside"));
  }

  private FailureException refused(String problem, @CompileTimeConstant String nextStep) {
    return refused(problem, NextStep.of(nextStep));
  }

  private FailureException refused(String problem, NextStep next) {
    return new FailureException(FailureKind.DATASET, typed, problem, next);
  }
}
