package io.longshore.ground;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Where this program comes from, as its build was told: {@code -Dlongshore.address=URL}. */
public final class Project {
  private static final String RESOURCE = "project.properties";

  private Project() {}

  /** What to do about what should not have happened. */
  public static NextStep report() {
    String address = address();
    return address.isEmpty()
        ? NextStep.of(
            "run the same command with --verbose, and send what it prints to who gave you Longshore")
        : NextStep.of(
            "run the same command with --verbose, and report what it prints at {}", address);
  }

  /** Where defects are reported; empty if the build was not told. */
  public static String address() {
    Properties properties = new Properties();
    try (InputStream in = Project.class.getResourceAsStream(RESOURCE)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      // A report of a failure does without it.
    }
    String address = properties.getProperty("address", "");
    return address.startsWith("${") ? "" : address;
  }
}
