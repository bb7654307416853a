package io.longshore.dataset.git.object;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * An entry of one folder.
 *
 * @param name each character stands for one byte
 * @see <a href="https://git-scm.com/docs/gitformat-pack">gitformat-pack</a>, and <a
 *     href="https://git-scm.com/book/en/v2/Git-Internals-Git-Objects">Git Internals</a> for trees:
 *     each entry is its mode in octal digits, a space, the name, a zero byte, and the object's name
 *     in 20 or 32 bytes
 */
record TreeLine(String name, EntryMode mode, ObjectId id) {
  static List<TreeLine> allIn(GitObject tree) {
    List<TreeLine> lines = new ArrayList<>();
    byte[] content = tree.content();
    int idBytes = tree.id().hex().length() / 2;
    int position = 0;
    while (position < content.length) {
      int space = indexOf(content, ' ', position);
      int end = indexOf(content, '\0', space);
      int mode = Integer.parseInt(new String(content, position, space - position, US_ASCII), 8);
      position = end + 1 + idBytes;
      lines.add(
          new TreeLine(
              new String(content, space + 1, end - space - 1, ISO_8859_1),
              EntryMode.canonical(mode),
              new ObjectId(HexFormat.of().formatHex(content, end + 1, position))));
    }
    return lines;
  }

  private static int indexOf(byte[] content, char wanted, int from) {
    int position = from;
    while (content[position] != wanted) {
      position++;
    }
    return position;
  }
}
