package io.longshore.oci.layer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.SequencedMap;

/** Writes tar archives for tests, sound ones and unsound ones. */
public final class TarBuilder {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A header to fill in; fields are those of ustar. */
  public static final class Header {
    final byte[] block = new byte[512];

    public Header(byte[] name, char type) {
      text(0, 100, name);
      octal(100, 8, type == '5' ? 0755 : 0644);
      octal(108, 8, 0);
      octal(116, 8, 0);
      octal(124, 12, 0);
      octal(136, 12, 0);
      block[156] = (byte) type;
      text(257, 8, "ustar\00000".getBytes(StandardCharsets.US_ASCII));
      octal(329, 8, 0);
      octal(337, 8, 0);
    }

    public Header(String name, char type) {
      this(name.getBytes(StandardCharsets.UTF_8), type);
    }

    public Header mode(int mode) {
      return octal(100, 8, mode);
    }

    public Header owner(long uid, long gid) {
      return octal(108, 8, uid).octal(116, 8, gid);
    }

    public Header size(long size) {
      return octal(124, 12, size);
    }

    public Header modified(long seconds) {
      return octal(136, 12, seconds);
    }

    public Header linkTarget(String target) {
      return text(157, 100, target.getBytes(StandardCharsets.UTF_8));
    }

    public Header device(int major, int minor) {
      return octal(329, 8, major).octal(337, 8, minor);
    }

    public Header octal(int offset, int length, long value) {
      String digits = String.format(Locale.ROOT, "%0" + (length - 1) + "o", value);
      return text(offset, length, digits.getBytes(StandardCharsets.US_ASCII));
    }

    public Header text(int offset, int length, byte[] text) {
      if (text.length > length) {
        throw new IllegalArgumentException("a field of " + length + " bytes");
      }
      Arrays.fill(block, offset, offset + length, (byte) 0);
      System.arraycopy(text, 0, block, offset, text.length);
      return this;
    }

    public byte[] sealed() {
      Arrays.fill(block, 148, 156, (byte) ' ');
      int sum = 0;
      for (byte b : block) {
        sum += b & 0xff;
      }
      text(148, 8, String.format(Locale.ROOT, "%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII));
      return block;
    }
  }

  public TarBuilder add(Header header) {
    return raw(header.sealed());
  }

  /** Sets the size in the header. */
  public TarBuilder add(Header header, byte[] data) {
    return add(header.size(data.length)).data(data);
  }

  public TarBuilder data(byte[] data) {
    return raw(data).raw(new byte[-data.length & 511]);
  }

  public TarBuilder raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  public TarBuilder file(String name, String content) {
    return add(new Header(name, '0'), content.getBytes(StandardCharsets.UTF_8));
  }

  public TarBuilder directory(String name) {
    return add(new Header(name, '5'));
  }

  public TarBuilder symbolicLink(String name, String target) {
    return add(new Header(name, '2').linkTarget(target));
  }

  public TarBuilder hardLink(String name, String target) {
    return add(new Header(name, '1').linkTarget(target));
  }

  /** Records for the entry after it. */
  public TarBuilder pax(SequencedMap<String, byte[]> records) {
    return extended('x', records);
  }

  public TarBuilder extended(char type, SequencedMap<String, byte[]> records) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    records.forEach((key, value) -> data.writeBytes(paxRecord(key, value)));
    return add(new Header("PaxHeaders/x", type), data.toByteArray());
  }

  public static byte[] paxRecord(String key, byte[] value) {
    byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
    int rest = keyBytes.length + value.length + 3;
    int length = rest + Integer.toString(rest).length();
    length = rest + Integer.toString(length).length();
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.writeBytes((length + " ").getBytes(StandardCharsets.US_ASCII));
    record.writeBytes(keyBytes);
    record.write('=');
    record.writeBytes(value);
    record.write('\n');
    return record.toByteArray();
  }

  /** Without the end of the archive. */
  public byte[] unfinished() {
    return out.toByteArray();
  }

  public byte[] build() {
    byte[] entries = out.toByteArray();
    return Arrays.copyOf(entries, entries.length + 1024);
  }
}
