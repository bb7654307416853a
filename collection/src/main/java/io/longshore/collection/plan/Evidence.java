package io.longshore.collection.plan;

/** What tells where an image of a collection comes from. */
public sealed interface Evidence {
  /** The file of the superdataset that is migrated: a recipe, or an image that has none. */
  String subject();

  /** What it is, for people and history. */
  String words();

  record Recipe(String subject) implements Evidence {
    @Override
    public String words() {
      return "its recipe";
    }
  }

  /** The metadata field {@code original-uri} that git-annex keeps for the image. */
  record AnnexMetadata(String subject) implements Evidence {
    @Override
    public String words() {
      return "its annex metadata original-uri";
    }
  }

  /**
   * A URL the image can be fetched from, at a place where Neurodesk names files after what they
   * were built from.
   */
  record NeurodeskUrl(String subject, String url) implements Evidence {
    @Override
    public String words() {
      return "its URL " + url;
    }
  }

  /**
   * @param file its name without folders
   * @param line from 1
   */
  record MappingLine(String subject, String file, int line) implements Evidence {
    @Override
    public String words() {
      return "line " + line + " of " + file;
    }
  }
}
