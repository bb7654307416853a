package io.longshore.oci.layer.entry;

import java.util.Comparator;

/**
 * Permissions and owner of a file. Many files share one instance.
 *
 * @param permissions the lower twelve bits of the mode: set-user-id 04000, set-group-id 02000,
 *     sticky 01000, and nine for read, write, execute
 * @param uid 0 to 4294967294
 * @param gid 0 to 4294967294
 */
public record Attributes(int permissions, long uid, long gid, ExtendedAttributes extended)
    implements Comparable<Attributes> {
  /** The attributes of a directory that no layer describes: 0755, owned by root. */
  public static final Attributes DIRECTORY_DEFAULT = new Attributes(0755, 0, 0);

  private static final Comparator<Attributes> ORDER =
      Comparator.comparingInt(Attributes::permissions)
          .thenComparingLong(Attributes::uid)
          .thenComparingLong(Attributes::gid)
          .thenComparing(Attributes::extended);

  private static final long LARGEST_ID = 0xffff_fffeL;

  public Attributes {
    if ((permissions & ~07777) != 0) {
      throw new IllegalArgumentException("permissions 0" + Integer.toOctalString(permissions));
    }
    if (uid < 0 || uid > LARGEST_ID || gid < 0 || gid > LARGEST_ID) {
      throw new IllegalArgumentException("owner " + uid + ":" + gid);
    }
  }

  public Attributes(int permissions, long uid, long gid) {
    this(permissions, uid, gid, ExtendedAttributes.NONE);
  }

  /** An arbitrary total order, which hash tables use for keys with equal hashes. */
  @Override
  public int compareTo(Attributes other) {
    return ORDER.compare(this, other);
  }

  public Attributes withPermissions(int changed) {
    return new Attributes(changed, uid, gid, extended);
  }

  public Attributes withExtended(ExtendedAttributes changed) {
    return new Attributes(permissions, uid, gid, changed);
  }
}
