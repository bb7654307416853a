package io.longshore.cli.completion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The script that makes a shell ask {@code longshore complete} when Tab is pressed. */
public enum ShellScript {
  BASH,
  ZSH,
  FISH;

  public String text() {
    try (InputStream in = ShellScript.class.getResourceAsStream("longshore." + this)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The shell's name. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
