package io.longshore.collection.migrate.origin;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** A source that is asked for the origins of images. */
public sealed interface OriginRule {
  /** The rules that work without a table written by a user. */
  List<OriginRule> AUTOMATIC = List.of(new Metadata(), new Neurodesk());

  /** git-annex's metadata field {@code original-uri}, as {@code docker://REFERENCE}. */
  record Metadata() implements OriginRule {}

  /** The names that Neurodesk gives its images and files, see {@link NeurodeskSource}. */
  record Neurodesk() implements OriginRule {}

  /** A table, see {@link MappingSource}. */
  record Mapping(Path file) implements OriginRule {}

  /**
   * Reads {@code metadata}, {@code neurodesk} or {@code map=FILE}.
   *
   * @throws IllegalArgumentException for anything else
   */
  static OriginRule parse(String text) {
    if (text.startsWith("map=") && text.length() > 4) {
      try {
        return new Mapping(Path.of(text.substring(4)));
      } catch (InvalidPathException e) {
        throw new IllegalArgumentException("not a path: '" + text.substring(4) + "'", e);
      }
    }
    return switch (text) {
      case "metadata" -> new Metadata();
      case "neurodesk" -> new Neurodesk();
      default ->
          throw new IllegalArgumentException(
              "origins are known from metadata, neurodesk or map=FILE, not from '" + text + "'");
    };
  }
}
