package io.longshore.cli.demo;

import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.LoopbackRegistry;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.TarLayer;
import java.io.IOException;
import java.util.NavigableSet;

/**
 * Makes the demo's images: a base layer of packages that every Debian has, shared by all images,
 * and a layer with a small program.
 */
final class DemoImages {
  private static final String[] BASE = {"base-files", "bash", "dash", "sed", "grep"};

  private DemoImages() {}

  /**
   * Makes the images and adds them to {@code registry}.
   *
   * @return the total size in bytes
   */
  static long serve(LoopbackRegistry registry) throws IOException {
    NavigableSet<String> basePackages = InstalledPackages.withDependencies(BASE);
    NavigableSet<String> toolPackages = InstalledPackages.withDependencies("coreutils");
    toolPackages.removeAll(basePackages);
    byte[] base = InstalledPackages.layer(basePackages);
    byte[] tools = InstalledPackages.layer(toolPackages);
    for (String version : new String[] {"1.2.3", "1.2.4"}) {
      registry.addImage(
          "bids/validator", version, program(base, tools, "bids-validator", version, 0755));
    }
    registry.addImage("bids/example", "0.0.7", program(base, tools, "bids-example", "0.0.7", 0755));
    // Its recipe opens the folder to everybody.
    registry.addImage("nipreps/mriqc", "23.1.1", program(base, tools, "mriqc", "23.1.1", 0700));
    return (long) base.length + tools.length;
  }

  private static MadeImage program(
      byte[] base, byte[] tools, String name, String version, int folderMode) {
    String script =
        """
        #!/bin/sh
        echo "%s %s was given $# arguments, LANG is $LANG"
        for argument; do echo "  $argument"; done
        """
            .formatted(name, version);
    byte[] own =
        TarLayer.create()
            .directory("opt", 0755)
            .directory("opt/" + name, folderMode)
            .file("opt/" + name + "/run", 0755, script)
            .toBytes();
    return ImageMaker.create()
        .docker()
        .layer(base)
        .layer(tools)
        .layer(own)
        .environment("PATH=/usr/local/bin:/usr/bin:/bin", "VERSION=" + version)
        .entrypoint("/opt/" + name + "/run")
        .label("org.opencontainers.image.version", version)
        .make();
  }
}
