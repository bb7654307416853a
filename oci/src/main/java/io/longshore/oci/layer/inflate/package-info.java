/** Decompresses gzip, by ISA-L where the machine has it and by zlib elsewhere. */
package io.longshore.oci.layer.inflate;
