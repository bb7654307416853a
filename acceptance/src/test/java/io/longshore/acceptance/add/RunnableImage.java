package io.longshore.acceptance.add;

import io.longshore.cli.demo.InstalledPackages;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.TarLayer;
import java.io.IOException;

/**
 * An image that a runtime can start: a shell and its tools, and a program that shows its arguments.
 */
public final class RunnableImage {
  private RunnableImage() {}

  public static MadeImage make() throws IOException {
    return make("shown");
  }

  /** One whose program prints {@code word: ARGUMENTS}. */
  public static MadeImage make(String word) throws IOException {
    byte[] base = InstalledPackages.layer(InstalledPackages.withDependencies("dash", "coreutils"));
    String show = "#!/bin/sh\nprintf '" + word + ": %s\\n' \"$*\"\n";
    byte[] own = TarLayer.create().directory("opt", 0755).file("opt/show", 0755, show).toBytes();
    return ImageMaker.create().layer(base).layer(own).entrypoint("/opt/show").make();
  }
}
