package io.longshore.cli.session;

import io.longshore.image.BuildProfile;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest, and the SIF format versions this release builds. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "longshore " + number(),
      "SIF format version " + BuildProfile.FORMAT_VERSION,
      "Java " + Runtime.version()
    };
  }

  public static String number() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "(built without a jar)" : version;
  }
}
