package io.longshore.fuzz;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The targets that can be fuzzed. */
public enum Target {
  /** A layer of an image: gzip, zstd, tar, and the merge into one tree. */
  LAYER(LayerTarget.class, "io.longshore.oci.layer"),
  SQUASHFS(SquashfsTarget.class, "io.longshore.squashfs"),
  SIF(SifTarget.class, "io.longshore.sif"),
  INDEX(IndexTarget.class, "io.longshore.oci"),
  /** An image manifest. */
  MANIFEST(ManifestTarget.class, "io.longshore.oci"),
  /** The configuration of an image. */
  CONFIG(ConfigTarget.class, "io.longshore.oci"),
  /** The challenge of a registry. */
  CHALLENGE(ChallengeTarget.class, "io.longshore.oci.registry"),
  /** Settings of registries. */
  REGISTRIES(RegistriesTarget.class, "io.longshore.oci.registry"),
  /** Stored logins. */
  LOGIN(LoginTarget.class, "io.longshore.oci.registry"),
  RECIPE(RecipeTarget.class, "io.longshore.collection.recipe"),
  /** What a dataset says of its subdatasets. */
  GITMODULES(GitmodulesTarget.class, "io.longshore.dataset"),
  /** What git-annex's branch says of remotes and keys. */
  ANNEX(AnnexTarget.class, "io.longshore.dataset.annex"),
  /** What a run leaves that was killed while it published. */
  JOURNAL(JournalTarget.class, "io.longshore.collection.transaction");

  private final Class<?> entryPoint;
  private final String readerPackage;

  Target(Class<?> entryPoint, String readerPackage) {
    this.entryPoint = entryPoint;
    this.readerPackage = readerPackage;
  }

  /** The name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Target> labelled(String label) {
    return Arrays.stream(values()).filter(target -> target.label().equals(label)).findFirst();
  }

  /** The class with the static method {@code fuzzerTestOneInput(byte[])}. */
  Class<?> entryPoint() {
    return entryPoint;
  }

  /** The branches of this package and of those below it guide the fuzzer. */
  String readerPackage() {
    return readerPackage;
  }

  /** Small valid inputs to start from. */
  List<Seed> seeds() throws IOException, InterruptedException {
    return switch (this) {
      case LAYER -> LayerSeeds.make();
      case SQUASHFS -> SquashfsSeeds.make();
      case SIF -> SifSeeds.make();
      case INDEX -> JsonSeeds.indexes();
      case MANIFEST -> JsonSeeds.manifests();
      case CONFIG -> JsonSeeds.configurations();
      case CHALLENGE -> RegistrySeeds.challenges();
      case REGISTRIES -> RegistrySeeds.settings();
      case LOGIN -> JsonSeeds.logins();
      case RECIPE -> DatasetSeeds.recipes();
      case GITMODULES -> DatasetSeeds.submodules();
      case ANNEX -> DatasetSeeds.branch();
      case JOURNAL -> DatasetSeeds.journals();
    };
  }

  /** The planted fault that the target has to find. */
  PlantedFault plantedFault() {
    return switch (this) {
      case LAYER ->
          new PlantedFault(
              "oci/src/main/java/io/longshore/oci/layer/tar/PaxRecords.java",
              "length < space - start + 3 || length > data.length - start",
              "length > data.length - start");
      case SQUASHFS ->
          new PlantedFault(
              "squashfs/src/main/java/io/longshore/squashfs/ExtendedAttributeReader.java",
              "if (length > Attributes.LONGEST_EXTENDED_ATTRIBUTE_VALUE) {",
              "if ((int) length > Attributes.LONGEST_EXTENDED_ATTRIBUTE_VALUE) {");
      case SIF ->
          new PlantedFault(
              "sif/src/main/java/io/longshore/sif/SifTable.java",
              "if (offset < first || size < 0 || offset > last || size > last - offset) {",
              "if (offset < first) {");
      case INDEX ->
          new PlantedFault(
              "oci/src/main/java/io/longshore/oci/JsonDocument.java",
              "if (size < 0) {",
              "if (size < Long.MIN_VALUE) {");
      case MANIFEST ->
          new PlantedFault(
              "oci/src/main/java/io/longshore/oci/JsonDocument.java",
              "} catch (NumberFormatException e) {",
              "} catch (ArithmeticException e) {");
      case CONFIG ->
          new PlantedFault(
              "oci/src/main/java/io/longshore/oci/JsonDocument.java",
              "default -> throw wrongType(field, expected);",
              "default -> ((JsonValue.Text) value).value();");
      case CHALLENGE ->
          new PlantedFault(
              "oci/src/main/java/io/longshore/oci/registry/login/ChallengeReader.java",
              "return position < text.length() ? text.charAt(position) : 0;",
              "return position <= text.length() ? text.charAt(position) : 0;");
      case REGISTRIES ->
          new PlantedFault(
              "oci/src/main/java/io/longshore/oci/registry/settings/RegistryTable.java",
              "if (slash < 0) {",
              "if (slash < -1) {");
      case LOGIN ->
          new PlantedFault(
              "oci/src/main/java/io/longshore/oci/registry/credential/CredentialEntry.java",
              "if (colon <= 0) {",
              "if (colon < -1) {");
      case RECIPE ->
          new PlantedFault(
              "collection/src/main/java/io/longshore/collection/recipe/ShellWords.java",
              "if (position == line.length()) {",
              "if (position > line.length()) {");
      case GITMODULES ->
          new PlantedFault(
              "dataset/src/main/java/io/longshore/dataset/ConfigParser.java",
              "if (c == '\\n' || c == END) {\n        throw malformed(\"has a subsection that is not closed\");",
              "if (c == '\\n') {\n        throw malformed(\"has a subsection that is not closed\");");
      case ANNEX ->
          new PlantedFault(
              "dataset/src/main/java/io/longshore/dataset/annex/RecordedRemote.java",
              "!NAME.matcher(name).matches()",
              "!NAME.matcher(name).lookingAt()");
      case JOURNAL ->
          new PlantedFault(
              "collection/src/main/java/io/longshore/collection/transaction/JournalEntry.java",
              "Objects.requireNonNull(imagesOci, \"imagesOci\");",
              "Objects.toString(imagesOci);");
    };
  }
}
