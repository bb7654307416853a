/** Input of the fuzzer for readers that want a file. */
package io.longshore.fuzz.channel;
