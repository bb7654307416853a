/** Decompresses gzip, with ISA-L if the machine has it and otherwise with zlib. */
package io.longshore.oci.layer.inflate;
