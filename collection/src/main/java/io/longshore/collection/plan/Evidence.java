package io.longshore.collection.plan;

/** The evidence for the origin of an image. */
public sealed interface Evidence {
  /** The file of the superdataset that is migrated: a recipe, or an image without a recipe. */
  String subject();

  /** A description of the evidence, for messages and commit messages. */
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
   * A URL of the image on a server of Neurodesk, which names files after the images they were built
   * from.
   */
  record NeurodeskUrl(String subject, String url) implements Evidence {
    @Override
    public String words() {
      return "its URL " + url;
    }
  }

  /**
   * @param file name of the table's file, without folders
   * @param line from 1
   */
  record MappingLine(String subject, String file, int line) implements Evidence {
    @Override
    public String words() {
      return "line " + line + " of " + file;
    }
  }
}
