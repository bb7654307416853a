/**
 * A small registry on the loopback interface that behaves like the large ones: anonymous or with
 * tokens, serving blobs itself or from a content host, well or with faults. The demo runs on it,
 * and the tests.
 */
package io.longshore.loopback;
