package io.longshore.sif;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.UUID;

/** Encodes and decodes the header, the first 128 bytes of the file. */
final class HeaderCodec {
  record Decoded(SifHeader header, SifRegions regions) {}

  private HeaderCodec() {}

  static ByteBuffer encode(SifHeader header, SifRegions regions) {
    ByteBuffer buffer = ByteBuffer.allocate(SifFormat.HEADER_SIZE);
    buffer.put(Arrays.copyOf(header.launchScript().getBytes(UTF_8), SifFormat.LAUNCH_SCRIPT_SIZE));
    buffer.put(SifFormat.MAGIC).put(SifFormat.VERSION).put(header.architecture().code());
    buffer.putLong(header.id().getMostSignificantBits());
    buffer.putLong(header.id().getLeastSignificantBits());
    buffer.order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(header.createdSeconds()).putLong(header.modifiedSeconds());
    buffer.putLong(regions.descriptorsFree()).putLong(regions.descriptorsTotal());
    buffer.putLong(regions.descriptorsOffset()).putLong(regions.descriptorsSize());
    buffer.putLong(regions.dataOffset()).putLong(regions.dataSize());
    return buffer.flip();
  }

  /**
   * @param buffer {@link SifFormat#HEADER_SIZE} bytes
   */
  static Decoded decode(ByteBuffer buffer) throws MalformedSifException {
    byte[] launchScript = take(buffer, SifFormat.LAUNCH_SCRIPT_SIZE);
    if (!Arrays.equals(take(buffer, SifFormat.MAGIC.length), SifFormat.MAGIC)) {
      throw new MalformedSifException(SifFormat.MAGIC_OFFSET, "not a SIF: no SIF_MAGIC");
    }
    if (!Arrays.equals(take(buffer, SifFormat.VERSION.length), SifFormat.VERSION)) {
      throw new MalformedSifException(SifFormat.VERSION_OFFSET, "version other than 01");
    }
    if (launchScript[launchScript.length - 1] != 0) {
      throw new MalformedSifException(0, "launch script without an end");
    }
    Architecture architecture =
        Architecture.ofCode(take(buffer, SifFormat.ARCHITECTURE_SIZE))
            .orElseThrow(
                () ->
                    new MalformedSifException(
                        SifFormat.ARCHITECTURE_OFFSET, "unknown architecture"));
    UUID id = new UUID(buffer.getLong(), buffer.getLong());
    buffer.order(ByteOrder.LITTLE_ENDIAN);
    long created = buffer.getLong();
    long modified = buffer.getLong();
    SifRegions regions =
        new SifRegions(
            buffer.getLong(),
            buffer.getLong(),
            buffer.getLong(),
            buffer.getLong(),
            buffer.getLong(),
            buffer.getLong());
    String script = PaddedText.decode(launchScript, 0, "launch script");
    return new Decoded(new SifHeader(script, architecture, id, created, modified), regions);
  }

  private static byte[] take(ByteBuffer buffer, int length) {
    byte[] bytes = new byte[length];
    buffer.get(bytes);
    return bytes;
  }
}
