package io.longshore.cli.option;

import java.util.ArrayList;
import java.util.List;

/** Common values of options, for completion. The options accept other values too. */
public final class OptionWords {
  private OptionWords() {}

  public static final class Platforms extends ArrayList<String> {
    Platforms() {
      super(List.of("linux/amd64", "linux/arm64", "linux/arm/v7", "linux/ppc64le", "linux/s390x"));
    }
  }

  public static final class Origins extends ArrayList<String> {
    Origins() {
      super(List.of("metadata", "neurodesk", "map="));
    }
  }

  static final class Compressions extends ArrayList<String> {
    Compressions() {
      super(List.of("gzip", "gzip:6", "gzip:9", "zstd", "zstd:3", "zstd:9"));
    }
  }

  static final class BlockSizes extends ArrayList<String> {
    BlockSizes() {
      super(List.of("128K", "256K", "512K", "1M"));
    }
  }
}
