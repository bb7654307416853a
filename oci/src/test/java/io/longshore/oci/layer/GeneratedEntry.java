package io.longshore.oci.layer;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * An entry of a generated layer.
 *
 * @param type the type byte of tar
 * @param text content of a file, target of a link
 * @param attribute value of an extended attribute; empty for none
 */
public record GeneratedEntry(
    char type, String path, String text, int mode, int owner, long modified, String attribute) {

  public GeneratedEntry withText(String changed) {
    return new GeneratedEntry(type, path, changed, mode, owner, modified, attribute);
  }

  void writeTo(TarBuilder tar) {
    if (!attribute.isEmpty()) {
      SequencedMap<String, byte[]> records = new LinkedHashMap<>();
      records.put("SCHILY.xattr.user.note", attribute.getBytes(StandardCharsets.UTF_8));
      records.put("SCHILY.xattr.trusted.bytes", new byte[] {(byte) 0xff, 0, '\n', '='});
      tar.pax(records);
    }
    TarBuilder.Header header =
        new TarBuilder.Header(path, type).mode(mode).owner(owner, owner + 1).modified(modified);
    switch (type) {
      case '0' -> tar.add(header, text.getBytes(StandardCharsets.UTF_8));
      case '1', '2' -> tar.add(header.linkTarget(text));
      case '3', '4' -> tar.add(header.device(owner % 200, owner));
      default -> tar.add(header);
    }
  }

  public static byte[] tar(Iterable<GeneratedEntry> entries) {
    TarBuilder tar = new TarBuilder();
    entries.forEach(entry -> entry.writeTo(tar));
    return tar.build();
  }

  @Override
  public String toString() {
    return type + " " + path + (text.isEmpty() ? "" : " (" + text + ")");
  }
}
