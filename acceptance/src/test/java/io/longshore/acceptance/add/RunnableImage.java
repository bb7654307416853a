package io.longshore.acceptance.add;

import io.longshore.cli.demo.InstalledPackages;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.TarLayer;
import java.io.IOException;

/** An image that a runtime can start: a shell and its tools, and a program that shows its words. */
final class RunnableImage {
  private static final String SHOW = "#!/bin/sh\nprintf 'shown: %s\\n' \"$*\"\n";

  private RunnableImage() {}

  static MadeImage make() throws IOException {
    byte[] base = InstalledPackages.layer(InstalledPackages.withDependencies("dash", "coreutils"));
    byte[] own = TarLayer.create().directory("opt", 0755).file("opt/show", 0755, SHOW).toBytes();
    return ImageMaker.create().layer(base).layer(own).entrypoint("/opt/show").make();
  }
}
