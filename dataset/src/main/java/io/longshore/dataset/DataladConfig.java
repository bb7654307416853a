package io.longshore.dataset;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.ObjectReader;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The content of {@code .datalad/config}. Immutable; a change returns another instance, in which
 * all other bytes are the same.
 */
public final class DataladConfig {
  public static final RepositoryPath PATH = new RepositoryPath(".datalad/config");
  private static final Pattern FROZEN = Pattern.compile("(?i)[#;]\\s*frozen\\b.*");

  /** In front of a further comment, which somebody may have written before the freeze. */
  private static final Pattern FROZEN_BEFORE_MORE =
      Pattern.compile("(?i)[#;]\\s*frozen(\\s*)(?=[#;])");

  private static final String CONTAINERS = "datalad.containers.";
  private static final List<String> SINGLE = List.of("image", "cmdexec", "updateurl");

  private final ConfigText text;

  private DataladConfig(ConfigText text) {
    this.text = text;
  }

  /**
   * @throws FailureException of kind MALFORMED if git cannot read the file either
   */
  public static DataladConfig parse(byte[] bytes) throws FailureException {
    try {
      return new DataladConfig(ConfigText.parse(bytes));
    } catch (MalformedConfigException e) {
      throw new FailureException(
          FailureKind.MALFORMED,
          PATH.value(),
          e.getMessage(),
          NextStep.of(
              "repair that line; git shows what it reads with: git config -f {} --list", PATH),
          e);
    }
  }

  /**
   * The configuration of a commit, empty if the commit has none.
   *
   * @throws FailureException of kind MALFORMED if git cannot read the file either
   */
  public static DataladConfig at(ObjectReader reader, ObjectId commit) throws IOException {
    return parse(reader.file(commit, PATH).orElse(new byte[0]));
  }

  /** As {@link #at(ObjectReader, ObjectId)}, for callers that read nothing else. */
  public static DataladConfig at(GitRepository git, ObjectId commit) throws IOException {
    try (ObjectReader reader = git.openReader()) {
      return at(reader, commit);
    }
  }

  public byte[] bytes() {
    return text.bytes();
  }

  /** The DataLad id of the dataset, which run records carry. */
  public Optional<String> datasetId() {
    return text.sections().stream()
        .filter(section -> section.name().equals("datalad.dataset"))
        .flatMap(section -> section.entries().stream())
        .filter(entry -> entry.key().equals("id"))
        .flatMap(entry -> entry.value().stream())
        .reduce((first, second) -> second);
  }

  /**
   * Adds a DataLad id.
   *
   * @throws IllegalArgumentException if the dataset has one
   */
  public DataladConfig withDatasetId(String id) {
    if (datasetId().isPresent()) {
      throw new IllegalArgumentException("the dataset is " + datasetId().get());
    }
    SequencedMap<String, String> variables = new LinkedHashMap<>();
    variables.put("id", id);
    return new DataladConfig(text.append("datalad", "dataset", variables));
  }

  /**
   * All registered containers, in the order of the file. Sections of the same name make one
   * container.
   */
  public List<Registration> registrations() {
    SequencedMap<String, Registration> found = new LinkedHashMap<>();
    for (ConfigSection section : text.sections()) {
      if (section.name().startsWith(CONTAINERS) && section.name().length() > CONTAINERS.length()) {
        String name = section.name().substring(CONTAINERS.length());
        found.merge(name, registration(name, section), DataladConfig::join);
      }
    }
    return List.copyOf(found.values());
  }

  private static Registration registration(String name, ConfigSection section) {
    Optional<String> image = Optional.empty();
    List<Registration.Setting> settings = new ArrayList<>();
    for (ConfigEntry entry : section.entries()) {
      if (entry.key().equals("image")) {
        image = entry.value();
      } else {
        settings.add(new Registration.Setting(entry.key(), entry.value().orElse("true")));
      }
    }
    return new Registration(name, image, settings);
  }

  private static Registration join(Registration first, Registration second) {
    List<Registration.Setting> settings = new ArrayList<>(first.settings());
    settings.addAll(second.settings());
    return new Registration(first.name(), second.image().or(first::image), settings);
  }

  public Optional<Registration> registration(String name) {
    return registrations().stream().filter(found -> found.name().equals(name)).findFirst();
  }

  /**
   * Whether the registration has a comment that begins with {@code frozen}: somebody relies on its
   * present version.
   */
  public boolean isFrozen(String name) {
    return text.comments(CONTAINERS + name).stream()
        .anyMatch(comment -> FROZEN.matcher(comment).matches());
  }

  /**
   * Adds a comment {@code # frozen} behind the image of a registration, unless a comment calls it
   * frozen already.
   *
   * @throws IllegalArgumentException if there is no such registration, or it has no image
   */
  public DataladConfig withFrozen(String name) {
    return isFrozen(name)
        ? this
        : new DataladConfig(text.withComment(CONTAINERS + name, "image", "# frozen"));
  }

  /**
   * Removes the comments that call a registration frozen. A comment behind {@code # frozen} in the
   * same line stays.
   */
  public DataladConfig withoutFrozen(String name) {
    return new DataladConfig(text.withoutComments(CONTAINERS + name, DataladConfig::frozenLength));
  }

  private static int frozenLength(String comment) {
    if (!FROZEN.matcher(comment).matches()) {
      return 0;
    }
    Matcher alone = FROZEN_BEFORE_MORE.matcher(comment);
    if (!alone.lookingAt()) {
      return comment.length();
    }
    int ofMore = frozenLength(comment.substring(alone.end()));
    return ofMore == 0 ? alone.start(1) : alone.end() + ofMore;
  }

  /** The registrations whose image is {@code image}, in whatever form they write its path. */
  public List<Registration> pointingTo(RepositoryPath image) {
    return registrations().stream()
        .filter(registration -> registration.imagePath().equals(Optional.of(image)))
        .toList();
  }

  /**
   * Points a registration to another image.
   *
   * @throws IllegalArgumentException if there is no such registration
   */
  public DataladConfig withImage(String name, RepositoryPath image) {
    return new DataladConfig(text.with(CONTAINERS + name, "image", image.value()));
  }

  /**
   * Sets the call format of a registration.
   *
   * @throws IllegalArgumentException if there is no such registration
   */
  public DataladConfig withCallFormat(String name, String callFormat) {
    return new DataladConfig(text.with(CONTAINERS + name, "cmdexec", callFormat));
  }

  /**
   * Adds a registration at the end. Each line names the registration, so that a merge which keeps
   * the lines of both sides keeps the registrations of both.
   *
   * @throws IllegalArgumentException if there is a registration of that name
   */
  public DataladConfig with(Registration registration) {
    if (registration(registration.name()).isPresent()) {
      throw new IllegalArgumentException(registration.name() + " is registered already");
    }
    List<Registration.Setting> variables = new ArrayList<>();
    registration
        .image()
        .ifPresent(image -> variables.add(new Registration.Setting("image", image)));
    variables.addAll(registration.settings());
    for (String key : SINGLE) {
      if (variables.stream().filter(variable -> variable.key().equals(key)).count() > 1) {
        throw new IllegalArgumentException(key + " is set twice");
      }
    }
    return new DataladConfig(
        text.appendLines("datalad", "containers." + registration.name(), variables));
  }

  /**
   * The single-valued variables of a registration that are set more than once, as after a merge
   * that kept the lines of both sides. git reads the last value, DataLad reads several.
   */
  public List<String> setTwice(String name) {
    return SINGLE.stream().filter(key -> text.count(CONTAINERS + name, key) > 1).toList();
  }

  /**
   * Whether the sections of a registration are equal byte for byte in both configurations, or
   * absent from both.
   */
  public boolean hasSame(String name, DataladConfig other) {
    return text.texts(CONTAINERS + name).equals(other.text.texts(CONTAINERS + name));
  }

  /**
   * Copies the bytes of a registration from another configuration, or removes the registration if
   * {@code other} does not have it.
   *
   * @throws IllegalArgumentException if only {@code other} has the registration, or in another
   *     number of sections
   */
  public DataladConfig withRegistrationOf(DataladConfig other, String name) {
    String section = CONTAINERS + name;
    List<String> texts = other.text.texts(section);
    return texts.isEmpty() ? without(name) : new DataladConfig(text.withTexts(section, texts));
  }

  /** Removes a registration, if there is one of that name. */
  public DataladConfig without(String name) {
    return new DataladConfig(text.without(CONTAINERS + name));
  }
}
