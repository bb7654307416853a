/**
 * A small registry on the loopback interface that behaves like the large ones: with or without
 * tokens, with blobs served by itself or by a content host, and with faults on request. The demo
 * and the tests use it.
 */
package io.longshore.loopback;
