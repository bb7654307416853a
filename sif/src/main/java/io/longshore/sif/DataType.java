package io.longshore.sif;

/**
 * The type of an object's content.
 *
 * <p>This is no enumeration, because later versions of the reference implementation may write types
 * that are unknown here.
 *
 * @param code the number in a descriptor, not negative
 */
public record DataType(int code) {
  public static final DataType DEFINITION_FILE = new DataType(0x4001);
  public static final DataType ENVIRONMENT_VARIABLES = new DataType(0x4002);
  public static final DataType LABELS = new DataType(0x4003);
  public static final DataType PARTITION = new DataType(0x4004);
  public static final DataType SIGNATURE = new DataType(0x4005);
  public static final DataType GENERIC_JSON = new DataType(0x4006);
  public static final DataType GENERIC = new DataType(0x4007);
  public static final DataType CRYPTOGRAPHIC_MESSAGE = new DataType(0x4008);
  public static final DataType SBOM = new DataType(0x4009);
  public static final DataType OCI_ROOT_INDEX = new DataType(0x400a);
  public static final DataType OCI_BLOB = new DataType(0x400b);

  public DataType {
    if (code < 0) {
      throw new IllegalArgumentException("negative data type: " + code);
    }
  }

  /** The name that {@code apptainer sif list} shows. */
  public String label() {
    return switch (code) {
      case 0x4001 -> "Def.FILE";
      case 0x4002 -> "Env.Vars";
      case 0x4003 -> "JSON.Labels";
      case 0x4004 -> "FS";
      case 0x4005 -> "Signature";
      case 0x4006 -> "JSON.Generic";
      case 0x4007 -> "Generic/Raw";
      case 0x4008 -> "Cryptographic Message";
      case 0x4009 -> "SBOM";
      case 0x400a -> "OCI.RootIndex";
      case 0x400b -> "OCI.Blob";
      default -> "Unknown";
    };
  }
}
